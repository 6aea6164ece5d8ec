"""Exercises as quizzes for other systems: the same items, options and feedback as the book."""
