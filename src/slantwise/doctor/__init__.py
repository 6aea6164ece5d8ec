"""Proving a course: what every exercise must show before a learner sees it."""

from slantwise.doctor.examine import examine

__all__ = ["examine"]
