"""How well the lenses see: public corpora from a folder the user names, and measures."""
