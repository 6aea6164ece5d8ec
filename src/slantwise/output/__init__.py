"""A document that the lenses have read, in the forms that people and programs take it in."""

from slantwise.output.page import html_page
from slantwise.output.terminal import show_document
from slantwise.output.web_annotation import web_annotations
from slantwise.output.wire import wire_document

__all__ = ["html_page", "show_document", "web_annotations", "wire_document"]
