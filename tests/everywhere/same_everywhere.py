"""Two hundred texts that must be seen alike wherever the lenses run, and what is seen in them.

    PYTHONPATH=src python3.13 tests/everywhere/same_everywhere.py articles

prints one line of JSON for each text. The lines must be the same bytes under every Python, on
every system, with every hash seed, and in the browser. Only the standard library is needed.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from slantwise.lenses import annotate, load_rules
from slantwise.lenses.made import MADE
from slantwise.lenses.panel import panel

# Characters that have been in Unicode since long before Python 3.11.
CASES = (
    "", " ", "\n", "\r\n\r\n", "\u2028", ".", "?!…", "“", "”“", "‘’‘", '"', "''", "«»„“", "((([[[",
    "a", "É", "Ada", "A" * 300, "Ada " * 120, "“" * 200, '" ' * 150, "." * 300, "’s", "Ada”s plan",
    "İstanbul’a saldırı planlandı.", "STRASSE und straße, ǅ, ﬁ, ŉ.", "ΣΊΣΥΦΟΣ said so.",
    "Режим готує черговий злочин. Експерти кажуть це.", "政権は腐敗している。専門家は言う。",
    "النظام الفاسد يخطط لهجوم.", "השלטון המושחת מתכנן מתקפה.", "यह भ्रष्ट शासन है।",
    "e\u0301lite puppets, élite puppets, ÉLITE PUPPETS.", "a\u200bcorrupt\u200d regime",
    "🙂🙃 The corrupt regime 👩‍👩‍👧 aims to deceive us 🇽🇰.", "𝒯he corrupt regime, 𝔱he plot.",
    "The corrupt\u00a0regime clearly\u00a0aims to deceive.", "The\tcorrupt\tregime.\tIt lied.\t",
    "The draconian bill\r\nwas a “reform”.\r\n\r\nIt\r\nfailed.", "one\rtwo\rthree regime puppets",
    "x" * 3000 + " regime", "The regime " * 200, "\ufeffThe regime plots.", "plots\u0000regime",
    "He said that it is clear that nothing will stop them, experts say, it said.",
    "“We will win,” she said. “They are “liars”, he said. ‘No’, it’s not.",
    "It could begin with attacks. These attacks will destroy us. Serbia’s plan is Russia’s plan.",
    "1,000 of 2.5 % £3 $4 €5 on May 6-7, 2024 at 8:30 p.m. in the U.N. by Dr. A. B. Smith.",
    "- one\n- two regime\n* three puppets\n\n# A Heading\n\nText.", "\ud7ff\ue000\ufffd regime",
)  # fmt: skip


def texts(articles: Path) -> list[str]:
    """Return the texts: of the rules themselves, of the articles, and odd ones."""
    found = list(CASES)
    for rule in (*load_rules().rules, *MADE):
        shown = (*rule.examples[:2], *rule.counter_examples[:2])
        found.extend(example.replace("[[", "").replace("]]", "") for example in shown)
    for path in sorted(articles.glob("*/article.txt")):
        text = path.read_bytes().decode("utf-8")
        found.extend((text, *text.splitlines()))
    return list(dict.fromkeys(found))


def seen(text: str) -> str:
    """Return all that the lenses and the panel make of a text, as one line of JSON."""
    document = annotate(text)
    made = {**asdict(document), "panel": [asdict(tally) for tally in panel(document)]}
    return json.dumps(made, sort_keys=True, separators=(",", ":"))


if __name__ == "__main__":
    sys.stdout.writelines(f"{seen(text)}\n" for text in texts(Path(sys.argv[1])))
