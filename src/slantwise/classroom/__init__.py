"""The class: from a folder of answer files to one page and three tables."""
