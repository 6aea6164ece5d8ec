"""Slantwise: read one article through three lenses, mark it, and check yourself."""

__version__ = "0.1.0"
