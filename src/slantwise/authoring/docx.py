"""Word files: looked at before they are unpacked, then turned into HTML by mammoth."""

import io
import re
import zipfile
from pathlib import Path

import mammoth

from slantwise.errors import ContentError

_MAX_XML = 10_000_000  # unpacked; a novel has less
_MAX_ALL = 300_000_000  # pictures stay packed, but such a file is no article
_MAX_PARTS = 5_000
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_REMEDY = "Open it in a word processor and save it as plain text."


def docx_html(data: bytes, path: Path) -> str:
    """Return a Word file's text as HTML, without pictures and without asking anybody.

    Raises ContentError for what is no Word file, unpacks to too much, or declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _look_first(packed, path)
        made = mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=mammoth.images.img_element(lambda _image: {"src": ""}),
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except ContentError:
        raise
    except Exception as error:  # a spoilt file may break mammoth anywhere
        problem = f"this is no Word file that can be read ({type(error).__name__})"
        raise ContentError(path, problem, _REMEDY) from None
    return str(made.value)


def _look_first(packed: zipfile.ZipFile, path: Path) -> None:
    """Refuse a bomb: zipfile itself never unpacks more than a part declares."""
    parts = packed.infolist()
    xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    sizes = (sum(part.file_size for part in xml), sum(part.file_size for part in parts))
    if len(parts) > _MAX_PARTS or sizes[0] > _MAX_XML or sizes[1] > _MAX_ALL:
        raise ContentError(path, "the file unpacks to far more than an article", _REMEDY)
    for part in xml:
        if _DECLARES.search(packed.read(part).replace(b"\0", b"")):
            raise ContentError(path, f"“{part.filename}” declares entities", _REMEDY)
