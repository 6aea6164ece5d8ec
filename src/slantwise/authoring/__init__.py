"""Authoring without Python: new articles and new exercises as files to correct."""
