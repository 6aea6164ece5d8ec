"""What the README shows in Python works as it stands."""

import re
from pathlib import Path


def test_the_python_of_the_readme_runs(root: Path) -> None:
    source = (root / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"```python\n(.*?)```", source, re.DOTALL)
    assert shown
    for code in shown:
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own words
