"""Exercises: written as data, checked the same way everywhere."""
