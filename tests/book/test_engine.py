"""What lies beside a page that runs the lenses: packed files, and how the worker proves them."""

import gzip
import hashlib
import json
import re
from pathlib import Path

from slantwise.book import pyodide
from slantwise.reader.bundle import worker_script

FILES = {"pyodide.asm.wasm": b"\0asm" * 500, "lock.json": b"{}"}


def test_a_file_is_proved_by_what_is_in_it_and_is_the_same_from_every_build(tmp_path: Path):
    made = pyodide.put(tmp_path / "one", FILES)
    assert pyodide.put(tmp_path / "two", FILES) == made
    assert list(made) == ["pyodide.asm.wasm.gz", "lock.json"]
    for (name, proof), data in zip(made.items(), FILES.values(), strict=True):
        lies = (tmp_path / "one" / name).read_bytes()
        assert lies == (tmp_path / "two" / name).read_bytes()
        assert len(lies) == proof["size"]
        plain = gzip.decompress(lies) if name.endswith(".gz") else lies
        assert plain == data
        assert hashlib.sha256(plain).hexdigest() == proof["sha256"]


def test_the_worker_knows_what_it_brings_and_nothing_of_another_host():
    script = worker_script({"lock.json": {"size": 2, "sha256": "0" * 64}})
    first, rest = script.split("\n", 1)
    told = re.fullmatch(r"const FILES = (.*);", first)
    assert told is not None
    assert json.loads(told[1]) == {"lock.json": {"size": 2, "sha256": "0" * 64}}
    assert "FILES[name].sha256" in rest
    assert "://" not in script
