"""``slantwise rules check`` and ``--rules``: words added and silenced without Python."""

import json
import re
from pathlib import Path

import pytest

from slantwise.cli import main

RULE = """[[rule]]
id = "sour-words"
lens = "loaded"
label = "sour word"
why = "The word is sour."
question = "How would a friend say it?"
neutral = ["plain"]
weight = 1.0
words = "grumptious, sourfaced"
unless = ["grumptious marmalade"]
examples = ["A [[grumptious]] plan."]
counter_examples = ["We ate grumptious marmalade."]
"""


@pytest.fixture
def rule_file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(RULE, encoding="utf-8")
    return path


def test_a_good_file_passes(rule_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "check", str(rule_file)]) == 0
    assert "0 broken" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("A [[grumptious]] plan.", "A [[plan]].", "not found"),
        ('["grumptious marmalade"]', '["other words"]', "in this counter-example"),
    ],
)
def test_a_broken_example_is_told(
    rule_file: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    rule_file.write_text(RULE.replace(old, new), encoding="utf-8")
    assert main(["rules", "check", str(rule_file)]) == 1
    error = capsys.readouterr().err
    assert words in error
    assert re.match(rf"{re.escape(str(rule_file))}:1[012]: “sour-words”: ", error)
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("question =", "qestion =", "Did you mean “question”?"),
        ('lens = "loaded"', 'lens = "louded"', "no such lens"),
        ("A [[grumptious]] plan.", "A grumptious plan.", "marks no span"),
        ('id = "sour-words"', 'id = "sour-words', "TOML"),
        ("weight = 1.0", "weight = 7", "out of range"),
    ],
)
def test_a_bad_file_names_file_line_and_remedy(
    rule_file: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    rule_file.write_text(RULE.replace(old, new), encoding="utf-8")
    assert main(["rules", "check", str(rule_file)]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.startswith(f"{rule_file}:")
    assert error.count("\n") == 1


def test_a_new_file_of_rules_works_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.toml"
    assert main(["new", "rules", str(path)]) == 0
    assert main(["rules", "check", str(path)]) == 0
    assert "1 rule, 1 shield read; 4 examples tried, 0 broken." in capsys.readouterr().out
    assert main(["new", "rules", str(path)]) == 2
    assert "exists already" in capsys.readouterr().err
    text = (
        "A disgraceful draconian bodge jobs affair at the evil twin inn, a mickey-mouse operation."
    )
    found = annotated(text, tmp_path, path)
    assert {"bodge jobs", "mickey-mouse operation"} <= set(found)
    assert "evil twin" not in found


def test_what_hides_an_example_is_told(rule_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule_file.write_text(RULE.replace("grumptious", "naked").replace(" plan", " greed"), "utf-8")
    assert main(["rules", "check", str(rule_file)]) == 1
    assert "the longer “naked greed” of the rule “evil” goes before" in capsys.readouterr().err
    rule_file.write_text(RULE.replace("A [[grumptious]]", "They all saw a [[Grumptious]]"), "utf-8")
    assert main(["rules", "check", str(rule_file)]) == 1
    assert "taken for a name" in capsys.readouterr().err


def annotated(text: str, tmp_path: Path, *rules: Path) -> list[str]:
    source, out = tmp_path / "text.txt", tmp_path / f"out{len(rules)}.json"
    source.write_text(text, encoding="utf-8")
    options = [part for path in rules for part in ("--rules", str(path))]
    assert main(["annotate", str(source), "--format", "json", "--out", str(out), *options]) == 0
    made = json.loads(out.read_text(encoding="utf-8"))
    return [made["text"][a["spans"][0][0] : a["spans"][0][1]] for a in made["annotations"]]


def test_words_are_added(rule_file: Path, tmp_path: Path) -> None:
    text = "It was a sourfaced reply."
    assert "sourfaced" not in annotated(text, tmp_path)
    assert "sourfaced" in annotated(text, tmp_path, rule_file)


def test_words_are_silenced(tmp_path: Path) -> None:
    text = "The draconian bill is a disgraceful, despicable betrayal."
    assert "draconian" in annotated(text, tmp_path)
    shield = tmp_path / "quiet.toml"
    shield.write_text('[[shield]]\nid = "mine"\nwhy = "a name here"\nwords = "draconian"\n')
    assert "draconian" not in annotated(text, tmp_path, shield)
