"""The book: what its chapters call, and how it is built and served."""

from slantwise.book.show import agreement, exercise, plain, provenance, reading_ease, show

__all__ = ["agreement", "exercise", "plain", "provenance", "reading_ease", "show"]
