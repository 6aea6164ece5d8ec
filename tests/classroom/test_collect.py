"""Answer files in folders and zip files: what is read, what is refused, and nothing unpacked."""

import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from slantwise.classroom import collect
from slantwise.classroom.collect import find_sources, read_sources
from slantwise.errors import ContentError
from slantwise.exercises.answers import MAX_BYTES

Held = dict[str, bytes | str]


def held(folder: Path) -> Held:
    """What each source holds, or why it is not read."""
    return {source.name: what for source, what in read_sources(find_sources(folder))}


def pack(path: Path, entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def test_files_at_any_depth_and_in_zip_files_sorted_by_name(folder: Path):
    for name in ("b.json", "monday/deep/a.JSON", "notes.txt", ".hidden.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    inside = {"ada/x.json": b"1", "bo.json": b"2", "__MACOSX/._bo.json": b"3", "read.me": b"4"}
    pack(folder / "class.zip", inside)
    assert list(held(folder).items()) == [
        ("b.json", b"b.json"),
        ("class.zip/ada/x.json", b"1"),
        ("class.zip/bo.json", b"2"),
        ("monday/deep/a.JSON", b"monday/deep/a.JSON"),
    ]


def test_a_single_file_may_be_named_instead_of_a_folder(folder: Path):
    assert held(pack(folder / "class.zip", {"bo.json": b"2"})) == {"class.zip/bo.json": b"2"}


def test_a_folder_without_answers_is_told(folder: Path):
    (folder / "notes.txt").touch()
    with pytest.raises(ContentError, match="there is no answer file"):
        find_sources(folder)


def test_more_files_than_anybody_has_pupils(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(collect, "MAX_FILES", 2)
    for n in range(3):
        (folder / f"{n}.json").touch()
    with pytest.raises(ContentError, match="more than 2 answer files"):
        find_sources(folder)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("../evil.json", "points out"),
        ("a/../../evil.json", "points out"),
        ("/etc/evil.json", "points out"),
        ("C:/evil.json", "points out"),
        ("..\\evil.json", "points out"),
        ("inner.zip", "inside a zip"),
        ("deep/inner.ZIP", "inside a zip"),
    ],
)
def test_a_name_in_a_zip_file_that_is_refused(folder: Path, name: str, problem: str):
    pack(folder / "class.zip", {"ada.json": b"{}", name: b"{}"})
    found = held(folder)
    assert found["class.zip/ada.json"] == b"{}"
    (why,) = [what for key, what in found.items() if key != "class.zip/ada.json"]
    assert problem in str(why)


def test_a_zip_bomb_is_never_unpacked(folder: Path):
    pack(folder / "class.zip", {"bomb.json": b"0" * (MAX_BYTES + 1), "ada.json": b"{}"})
    assert (folder / "class.zip").stat().st_size < 10_000
    found = held(folder)
    assert "larger than 2,000,000 bytes" in str(found["class.zip/bomb.json"])
    assert found["class.zip/ada.json"] == b"{}"


def test_many_parts_that_are_too_much_together(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(collect, "MAX_UNPACKED", 3_000_000)
    pack(folder / "class.zip", {f"{n}.json": b"0" * 1_000_000 for n in range(4)})
    assert held(folder) == {"class.zip": "this zip file holds more than 3,000,000 bytes"}


def test_thousands_of_entries(folder: Path):
    pack(folder / "class.zip", {f"{n}.json": b"" for n in range(collect.MAX_ENTRIES + 1)})
    assert "more than 2,000 files" in str(held(folder)["class.zip"])


def test_a_list_of_contents_that_is_too_long_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    pack(folder / "class.zip", {f"{n}.txt": b"" for n in range(50)})
    monkeypatch.setattr(collect, "_DIRECTORY", 100)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert "more than 2,000 files" in str(held(folder)["class.zip"])


def test_a_part_that_claims_to_be_smaller_than_it_is(folder: Path):
    path = pack(folder / "class.zip", {"ada.json": b"0" * 5_000_000})
    data = path.read_bytes().replace((5_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    path.write_bytes(data)
    assert held(folder) == {"class.zip/ada.json": "this part of the zip file is damaged"}


def test_a_part_behind_a_password(folder: Path):
    path = pack(folder / "class.zip", {"ada.json": b"{}"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert held(folder) == {"class.zip/ada.json": "it is locked with a password"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_of_packing_that_may_ask_for_much_memory(folder: Path, method: int):
    pack(folder / "class.zip", {"ada.json": b"{}"}, method)
    assert "packed in a way" in str(held(folder)["class.zip/ada.json"])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name(folder: Path):
    with zipfile.ZipFile(folder / "class.zip", "w") as archive:
        archive.writestr("ada.json", b"1")
        archive.writestr("ada.json", b"2")
    told = [what for _, what in read_sources(find_sources(folder))]
    assert told == [b"1", "there are two files of this name"]


@pytest.mark.parametrize("spoil", ["cut", "empty", "other"])
def test_a_damaged_zip_file(folder: Path, spoil: str):
    path = pack(folder / "class.zip", {"ada.json": b"{}"})
    path.write_bytes({"cut": path.read_bytes()[:40], "empty": b"", "other": b"{}" * 50}[spoil])
    assert held(folder) == {"class.zip": "this zip file is damaged"}


def test_a_damaged_part_leaves_the_others(folder: Path):
    path = pack(folder / "class.zip", {"ada.json": b"A" * 50, "bo.json": b"B" * 50}, 0)
    path.write_bytes(path.read_bytes().replace(b"A" * 50, b"A" * 49 + b"X"))
    assert list(held(folder).values()) == ["this part of the zip file is damaged", b"B" * 50]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX files")
def test_links_and_pipes_are_not_read(folder: Path, tmp_path: Path):
    (tmp_path / "secret.json").write_text("secret")
    (folder / "a.json").symlink_to(tmp_path / "secret.json")
    (folder / "b.zip").symlink_to(tmp_path)
    os.mkfifo(folder / "c.json")
    assert set(held(folder).values()) == {"it is a link or no file"}


def test_a_folder_that_cannot_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch):
    (folder / "shut").mkdir()
    (folder / "a.json").write_bytes(b"{}")
    scan = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    problem = "this folder cannot be read (Permission denied)"
    assert held(folder) == {"a.json": b"{}", "shut/": problem}


def test_a_zip_file_that_changes_while_it_is_read(folder: Path):
    path = pack(folder / "class.zip", {"ada.json": b"{}"})
    sources = find_sources(folder)
    path.write_bytes(b"gone")
    assert [what for _, what in read_sources(sources)] == ["this zip file has changed meanwhile"]


def test_nothing_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    pack(folder / "class.zip", {"a/b.json": b"{}", "../evil.json": b"{}"})
    monkeypatch.chdir(tmp_path)

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("unpacked to disk")

    monkeypatch.setattr(zipfile.ZipFile, "extract", refuse)
    monkeypatch.setattr(zipfile.ZipFile, "extractall", refuse)
    before = sorted(tmp_path.rglob("*"))
    held(folder)
    assert sorted(tmp_path.rglob("*")) == before
