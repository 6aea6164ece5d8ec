r"""How fast are the lenses? ``python benchmarks/speed.py FILE...`` compares in one run.

The unit is one pass of ``re.finditer(r"\w+")`` over the same text. Each pass is timed right
before what it is compared with, in processor time, and the median of the pairs counts, so
that a busy machine spoils little. Peers are measured where ``pip install -e .[bench]`` has
installed them. ``--write FILE`` keeps the tables as Markdown.
"""

import argparse
import os
import platform
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median

from slantwise.lenses import annotate, load_rules
from slantwise.text import layout

MILLION = 1_000_000
WORST = {
    "capitals": "A",
    "capital words": "Ada ",
    "straight quotes": '"',
    "curly quotes": "“",
    "single quotes": "‘",
    "dots": ".",
    "brackets": "(",
    "nested brackets": "([{",
    "commas": ", said ",
    "questions": "why is ",
    "reporting words": "said claims that reports ",
    "one phrase, never finished": "not merely ",
}

Work = Callable[[], object]


def seconds(work: Work) -> float:
    """Return the processor time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def floor(text: str) -> int:
    """Count the words of a text in the plainest way."""
    return sum(1 for _ in re.finditer(r"\w+", text))


def passes(work: Work, text: str, times: int) -> float:
    """Return how many plain passes over a text some work takes."""
    pairs = [(seconds(lambda: floor(text)), seconds(work)) for _ in range(times)]
    return median(took / base for base, took in pairs)


# --- peers ------------------------------------------------------------------------------


def vader(sentences: list[str]) -> Work:
    """Return the work of summing sentiment, sentence by sentence."""
    analyzer = import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    return lambda: [analyzer.polarity_scores(sentence) for sentence in sentences]


def textblob(sentences: list[str]) -> Work:
    """Return the work of TextBlob's own lexicon, the part that needs no download."""
    blob = import_module("textblob").TextBlob
    return lambda: [blob(sentence).sentiment for sentence in sentences]


def proselint(sentences: list[str]) -> Work:
    """Return the work of all checks of proselint on the whole text."""
    tools, checks = import_module("proselint.tools"), import_module("proselint.checks")
    import_module("proselint.registry").CheckRegistry().register_many(checks.__register__)
    settings = {**import_module("proselint.config").DEFAULT, "max_errors": MILLION}
    text = "\n".join(sentences)
    return lambda: tools.LintFile("text", text).lint(settings)


PEERS = {
    "vaderSentiment": (vader, "sums sentiment"),
    "textblob": (textblob, "sums sentiment"),
    "proselint": (proselint, "finds faults of style"),
}


def peers(text: str, times: int) -> Iterator[str]:
    """Yield a row for each peer, also for those that are not installed."""
    sentences = [sentence.span.of(text) for sentence in layout(text).sentences]
    for name, (make, does) in PEERS.items():
        try:
            work = make(sentences)
        except ImportError:
            yield f"| {name} | {does} | not installed |"
        else:
            took = passes(work, text, times)
            yield f"| {name} {version(name)} | {does} | {took:.1f} passes |"


# --- tables -----------------------------------------------------------------------------


def memory(text: str) -> float:
    """Return the bytes needed at the peak for each character."""
    tracemalloc.start()
    annotate(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(text)


def summary(one: str, times: int) -> Iterator[str]:
    """Yield the table of what is to be reached on a million characters."""
    yield from ("| measure | reach | figure |", "|---|---|---|")
    base = median(seconds(lambda: floor(one)) for _ in range(times))
    yield f"| one plain pass, 1 MB | | {base * 1000:.0f} ms |"
    took = passes(lambda: annotate(one), one, times)
    yield f"| annotate, 1 MB | 12 passes | {took:.1f} passes |"
    yield f"| of which dividing in sentences | | {passes(lambda: layout(one), one, times):.1f} |"
    growth = seconds(lambda: annotate(one * 10)) / seconds(lambda: annotate(one))
    yield f"| growth from 1 to 10 MB | 10 times | {growth:.1f} times |"
    yield f"| memory at its peak, for each MB | 60 MB | {memory(one):.0f} MB |"
    yield from ("", "| program | what it does | 1 MB, in the same run |", "|---|---|---|")
    yield f"| slantwise {version('slantwise')} | three lenses | {took:.1f} passes |"
    yield from peers(one, max(1, times // 3))


def worst(one: str) -> Iterator[str]:
    """Yield the table of unkind texts, each twice and four times as long."""
    yield "| text | length | time | twice as long | four times as long |"
    yield "|---|---|---|---|---|"
    line = " ".join(one.split())[: MILLION // 4]
    texts = {name: unit * (20_000 // len(unit)) for name, unit in WORST.items()}
    for name, text in {**texts, "real text in one line, up to 1 MB": line}.items():
        first, *more = (
            min(seconds(lambda n=n, t=text: annotate(t * n)) for _ in range(5)) for n in (1, 2, 4)
        )
        grown = " | ".join(f"{took / first:.1f} times" for took in more)
        yield f"| {name} | {len(text):,} | {first * 1000:.0f} ms | {grown} |"


def report(text: str, times: int) -> Iterator[str]:
    """Yield the lines of the report on a text, grown to a million characters."""
    load_rules()
    annotate("A first text, so that nothing is loaded while the time is taken.")
    one = (text * (MILLION // len(text) + 1))[:MILLION]
    yield (
        f"Measured with {platform.python_implementation()} {platform.python_version()} on "
        f"{platform.system()}, {platform.machine()}, {os.cpu_count()} processors. "
        f'One plain pass is `re.finditer(r"\\w+")` over the same text; '
        f"medians of {times} interleaved pairs."
    )
    yield ""
    yield from summary(one, times)
    yield ""
    yield from worst(one)


def main() -> None:
    """Measure, and print or write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", help="real English text, UTF-8")
    parser.add_argument("--times", type=int, default=9, help="how many pairs of runs")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the tables there")
    options = parser.parse_args()
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in options.files)
    lines = []
    for line in report(text, options.times):
        lines.append(line)
        sys.stdout.write(line + "\n")
    if options.write:
        options.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
