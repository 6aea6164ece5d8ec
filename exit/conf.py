"""The way out: the same _config.yml and _toc.yml under plain Sphinx, without Jupyter Book.

Jupyter Book 1 is in maintenance. When it ends, this file takes its place:

    python -m sphinx -b html -c exit -W --keep-going book _build/plain
"""

import os
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
os.environ |= {"SLANTWISE_ROOT": str(ROOT), "SLANTWISE_STATIC": "1"}  # the cells read them
settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))

html_title = settings["title"]
author, copyright = settings["author"], settings["copyright"]  # noqa: A001 - Sphinx's name
exclude_patterns = [*settings["exclude_patterns"], "_build"]
external_toc_path = str(ROOT / "book" / "_toc.yml")
external_toc_exclude_missing = settings["only_build_toc_files"]
myst_enable_extensions = settings["parse"]["myst_enable_extensions"]
html_theme = "sphinx_book_theme"
html_static_path = [str(ROOT / "book" / "_static")]
html_favicon = str(ROOT / "book" / settings["html"]["favicon"])

execute = settings["execute"]
nb_execution_mode = execute["execute_notebooks"]
nb_execution_raise_on_error = execute["raise_on_error"]
nb_execution_show_tb = execute["show_tb"]
nb_execution_timeout = execute["timeout"]
nb_output_stderr = execute["stderr_output"]

globals().update(settings["sphinx"]["config"])
extensions = [name for name in settings["sphinx"]["config"]["extensions"] if name != "jupyter_book"]
