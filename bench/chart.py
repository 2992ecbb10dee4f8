"""The chart of a measurement: three panels of bars, as an SVG that fits light and dark pages.

`python -m bench.chart` draws docs/bench.svg from `_build/bench/results.json`. It is 560 units wide
with letters of 16, so that it can be read at its own size and on a phone.
"""

from __future__ import annotations

import argparse
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from bench.results import load, wall
from bench.scenarios import CLEAN, SAME, TEXT
from bench.table import OURS, shown

if TYPE_CHECKING:
    from bench.results import Measurement

REPOSITORY = Path(__file__).resolve().parent.parent
RESULTS = REPOSITORY / "_build/bench/results.json"
DRAWING = REPOSITORY / "docs/bench.svg"
PANELS = {
    CLEAN: "A clean build",
    SAME: "Nothing changed",
    TEXT: "One post edited",
}
WIDTH, MARGIN, LABELS, VALUES = 560, 8, 190, 70
ROW, BAR, HEADING = 26, 16, 44
STYLE = """
text { font: 16px system-ui, sans-serif; fill: #1f2328 }
.heading { font-weight: 600; font-size: 18px }
.ours { font-weight: 600 }
.small { font-size: 13px; fill: #59636e }
rect { fill: #aab4bf }
rect.ours { fill: #0a7d91 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.small { fill: #9aa4af }
rect { fill: #5d6875 }
rect.ours { fill: #3fb8cc }
}
"""


def chart(measurement: Measurement) -> str:
    """The fastest first in each panel; bars are seconds, from zero."""
    top = HEADING
    drawn: list[str] = []
    for scenario, title in PANELS.items():
        bars = _bars(measurement, scenario)
        drawn += [_text(MARGIN, top, title, "heading"), *_panel(measurement, bars, top)]
        top += ROW * len(bars) + HEADING
    drawn.append(_text(MARGIN, top - 8, _footnote(measurement), "small"))
    return _svg(measurement, drawn, height=top + 8)


def _svg(measurement: Measurement, drawn: list[str], *, height: int) -> str:
    title = f"Seconds to build a blog of {measurement.posts:,} posts; shorter is better"
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description"',
            f' viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="description">{escape(_description(measurement))}</desc>',
            f"<style>{STYLE}</style>",
            _text(MARGIN, 18, title, "small"),
            *drawn,
            "</svg>\n",
        ]
    )


def _bars(measurement: Measurement, scenario: str) -> list[tuple[float, str]]:
    found = [(measurement.median(name, scenario, wall), name) for name in measurement.measured()]
    return sorted((seconds, name) for seconds, name in found if seconds is not None)


def _panel(measurement: Measurement, bars: list[tuple[float, str]], top: int) -> list[str]:
    longest = max((seconds for seconds, _ in bars), default=1.0)
    drawn = []
    for number, (seconds, name) in enumerate(bars):
        baseline = top + ROW * (number + 1)
        width = max(1.5, (WIDTH - LABELS - VALUES) * seconds / longest)
        kind = "ours" if name == OURS else ""
        drawn += [
            _text(MARGIN, baseline, measurement.labels[name], kind),
            _bar(baseline, width, kind),
            _text(LABELS + width + 6, baseline, f"{shown(seconds)} s", kind),
        ]
    return drawn


def _bar(baseline: int, width: float, kind: str) -> str:
    top = baseline - BAR + 3
    return (
        f'<rect class="{kind}" x="{LABELS}" y="{top}" width="{width:.1f}" height="{BAR}" rx="2"/>'
    )


def _text(across: float, down: int, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{across:.1f}" y="{down}">{escape(words)}</text>'


def _description(measurement: Measurement) -> str:
    panels = []
    for scenario, title in PANELS.items():
        bars = _bars(measurement, scenario)
        told = ", ".join(f"{measurement.labels[name]} {shown(s)} s" for s, name in bars)
        panels.append(f"{title}: {told}.")
    return " ".join(panels)


def _footnote(measurement: Measurement) -> str:
    return f"Medians, {measurement.date}, {measurement.machine.partition(', Linux')[0]}"


def main() -> None:
    """Draw the largest blog that was measured with others than ours, or the one asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.chart", description=main.__doc__)
    parser.add_argument("results", type=Path, nargs="?", default=RESULTS)
    parser.add_argument("--posts", type=int, metavar="N")
    parser.add_argument("--output", type=Path, default=DRAWING)
    options = parser.parse_args()
    wanted = [
        each
        for each in load(options.results)
        if each.posts == options.posts or (options.posts is None and len(each.measured()) > 1)
    ]
    if not wanted:
        parser.error(f"{options.results} has nothing to draw; run python -m bench")
    options.output.write_text(chart(wanted[-1]), encoding="utf-8")
    print(f"Drawn: {options.output}")


if __name__ == "__main__":
    main()
