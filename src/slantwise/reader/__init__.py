"""The reader: one widget, drawn by the same script in a notebook and in the static page."""
