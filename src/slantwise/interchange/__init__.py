"""Readings from and to other tools, as W3C Web Annotation."""
