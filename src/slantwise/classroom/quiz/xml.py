"""Small XML documents: elements, text that XML can hold, and zip files that are always the same."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from html import escape
from xml.etree import ElementTree as ET

Node = ET.Element
# What XML 1.0 has no place for, not even escaped: most control characters, and two more.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = (1980, 1, 1, 0, 0, 0)


def clean(text: str) -> str:
    """Return text as XML can hold it: line ends as one, and a mark where it can hold nothing."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def el(tag: str, attrs: Mapping[str, str] | None = None, *children: "Node | str") -> Node:
    """Return an element with its attributes, and with elements and text in it."""
    made = ET.Element(tag, {name: line(value) for name, value in (attrs or {}).items()})
    last: Node | None = None
    for child in children:
        if isinstance(child, str):
            if last is None:
                made.text = (made.text or "") + clean(child)
            else:
                last.tail = (last.tail or "") + clean(child)
        else:
            made.append(child)
            last = child
    return made


def line(text: str) -> str:
    """Return text on one line, for attributes and titles."""
    return " ".join(clean(text).split())


def document(root: Node) -> bytes:
    """Return a whole document."""
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each on one line."""
    return [line(part) for part in re.split(r"\n\s*\n", clean(text)) if part.strip()]


def html(parts: Iterable[str], tag: str = "p") -> str:
    """Return paragraphs as HTML, each with the direction of its own script."""
    return "".join(f'<{tag} dir="auto">{escape(line(part))}</{tag}>' for part in parts)


def package(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file: the same files give the same bytes, on every machine and day."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3  # as on Unix, whatever system this is
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return data.getvalue()
