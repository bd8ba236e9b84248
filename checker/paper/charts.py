"""Charts of shares: horizontal bars from 0 to 100 %, and the limits that they are held against.

What is sure is solid; what is only possible is pale with a broken outline; what nobody discloses is grey. Nothing
in the drawing depends on the fonts of a machine but the outlines of letters. The charts are written in Vega-Lite
itself: to import Altair, which would write the same, takes almost as long as to draw them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from xml.sax.saxutils import quoteattr

from checker.errors import Misuse
from checker.report.screen import clean
from checker.summary.document import Bar, Bars, Threshold

PLOT, LEFT, RIGHT = 400, 150, 90
"""Width of 0 to 100 %, and room for labels and for values, in pixels."""
WIDTH = LEFT + PLOT + RIGHT
STEP, THICK = 26, 16
"""From bar to bar, and the thickness of one, in pixels."""
ROW = 15
"""From one line of small print to the next, in pixels."""
LINES = 3
"""Lines that a title or the name of a limit may take."""
CLOSE = Fraction(1, 20)
"""Limits nearer than this have their letters on different heights."""
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, SURE, POSSIBLE, HIDDEN, GRID = "#1a1a1a", "#1f4e79", "#d3e0ee", "#8a8a8a", "#dddddd"
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
AXIS = {
    "values": [0, 20, 40, 60, 80, 100],
    "labelExpr": "datum.value + ' %'",
    "labelColor": INK,
    "labelFontSize": 11,
    "labelFlush": False,
    "gridColor": GRID,
    "tickColor": GRID,
    "domainColor": INK,
}
ALONG = {"type": "quantitative", "scale": {"domain": [0, 100], "nice": False}, "title": None, "axis": AXIS}
DOWN = {"type": "quantitative", "scale": None, "axis": None}


def svg(bars: Bars) -> str:
    """The chart as SVG whose text stays text. Raises Misuse if the library that draws it is not installed."""
    drawn: str = _library().vegalite_to_svg(_chart(bars), allowed_base_urls=[])
    return drawn.replace("<svg ", f'<svg role="img" aria-label={quoteattr(_plain(bars.alt))} ', 1)


def png(bars: Bars) -> bytes:
    """The chart as a picture, two pixels for each of the drawing. Raises Misuse as ``svg`` does."""
    drawn: bytes = _library().svg_to_png(svg(bars), scale=2)
    return drawn


def _library() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise Misuse("A chart needs vl-convert-python: pip install 'deal-checker[report]'.") from None
    return vl_convert


def _chart(bars: Bars) -> dict[str, Any]:
    """The chart in the language of Vega-Lite. Text of profiles is only ever a value of its data."""
    height = STEP * len(bars.bars)
    limits = [(chr(ord("A") + number), each) for number, each in enumerate(sorted(bars.thresholds, key=_place))]
    heights = _heights([limit for _, limit in limits])
    title = _lines(bars.title, WIDTH - 8)
    above = ROW * (len(title) + max(heights, default=-1) + 1) + 10
    texts = [_written(each, 4, ROW * number - above + 12, bold=True) for number, each in enumerate(title)]
    lines = [
        {"at": float(limit.at * 100), "top": -ROW * up - 2, "end": height, "dash": DASHES[number % len(DASHES)]}
        for number, ((_, limit), up) in enumerate(zip(limits, heights, strict=True))
    ]
    texts += [
        _written(letter, LEFT + float(limit.at * PLOT) - 4, -ROW * up - 5, bold=True)
        for (letter, limit), up in zip(limits, heights, strict=True)
    ]
    below = height + 23
    for letter, limit in limits:
        texts.append(_written(letter, 4, below + ROW, bold=True))
        for each in _lines(f"{_percent(limit.at)}: {limit.name}", WIDTH - 24):
            below += ROW
            texts.append(_written(each, 20, below))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": PLOT,
        "height": height,
        "autosize": "none",
        "padding": {"left": LEFT, "right": RIGHT, "top": above, "bottom": below - height + 9},
        "background": "white",
        "config": {"aria": False, "font": FONT, "view": {"stroke": None}, "text": {"color": INK, "fontSize": 11}},
        "layer": [*_bars(bars.bars), *_limits(lines), _texts(texts)],
    }


def _bars(bars: tuple[Bar, ...]) -> list[dict[str, Any]]:
    rows = [
        {
            "label": _cut(_plain(bar.label), LEFT - 14),
            "zero": 0,
            "low": float(bar.low * 100),
            "high": float(bar.high * 100),
            "value": _percent(bar.low) + (f" – {_percent(bar.high)}" if bar.high > bar.low else ""),
            "top": STEP * number + (STEP - THICK) // 2,
            "end": STEP * number + (STEP + THICK) // 2,
            "middle": STEP * number + STEP // 2,
            "colour": HIDDEN if bar.rest else SURE,
        }
        for number, bar in enumerate(bars)
    ]
    place = {"y": {"field": "top", **DOWN}, "y2": {"field": "end"}}
    middle = {"y": {"field": "middle", **DOWN}}
    colour = {"field": "colour", "scale": None}
    possible = {"type": "rect", "fill": POSSIBLE, "strokeWidth": 1, "strokeDash": [4, 2]}
    label = {"type": "text", "align": "right", "baseline": "middle"}
    value = {"type": "text", "align": "left", "baseline": "middle", "dx": 6}
    layers: list[dict[str, Any]] = [
        {
            "mark": possible,
            "transform": [{"filter": "datum.high > datum.low"}],
            "encoding": {"x": {"field": "low", **ALONG}, "x2": {"field": "high"}, **place, "stroke": colour},
        },
        {
            "mark": "rect",
            "encoding": {"x": {"field": "zero", **ALONG}, "x2": {"field": "low"}, **place, "fill": colour},
        },
        {"mark": label, "encoding": {"x": {"value": -8}, **middle, "text": {"field": "label", "type": "nominal"}}},
        {
            "mark": value,
            "encoding": {"x": {"field": "high", **ALONG}, **middle, "text": {"field": "value", "type": "nominal"}},
        },
    ]
    return [{"data": {"values": rows}, **layer} for layer in layers]


def _limits(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines with a pale edge, so that they show on a bar as well as beside it."""
    place = {"x": {"field": "at", **ALONG}, "y": {"field": "top", **DOWN}, "y2": {"field": "end"}}
    pale = {"type": "rule", "color": "white", "strokeWidth": 4}
    dark = {"type": "rule", "color": INK, "strokeWidth": 1.5, "strokeDash": {"expr": "datum.dash"}}
    return [{"data": {"values": lines}, "mark": mark, "encoding": place} for mark in (pale, dark)]


def _written(text: str, x: float, y: float, *, bold: bool = False) -> dict[str, Any]:
    """A line of text whose place is counted in pixels from the left edge and from the first bar."""
    return {"text": text, "x": (x - LEFT) / PLOT * 100, "y": y, "weight": "bold" if bold else "normal"}


def _texts(rows: list[dict[str, Any]]) -> dict[str, Any]:
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "alphabetic",
        "fontWeight": {"expr": "datum.weight"},
    }
    place = {"x": {"field": "x", **ALONG}, "y": {"field": "y", **DOWN}, "text": {"field": "text", "type": "nominal"}}
    return {"data": {"values": rows}, "mark": mark, "encoding": place}


def _heights(limits: list[Threshold]) -> list[int]:
    """How high the letter of each limit stands, from left to right."""
    found: list[int] = []
    for number, limit in enumerate(limits):
        near = number and limit.at - limits[number - 1].at < CLOSE
        found.append(found[-1] + 1 if near else 0)
    return found


def _lines(text: str, room: int) -> list[str]:
    """The text in lines, the last of them cut if there are too many."""
    found = [""]
    for word in _plain(text).split():
        longer = f"{found[-1]} {word}".strip()
        if _width(longer) <= room:
            found[-1] = longer
        elif len(found) == LINES and found[-1]:
            found[-1] += " …"
            break
        else:
            found = [*filter(None, found), _cut(word, room)]
    return found


def _cut(text: str, room: int) -> str:
    """The text, or as much of it as has room. Vega's own limit would break characters beyond 16 bits."""
    if _width(text) <= room:
        return text
    kept = text[:room]
    while _width(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept}…"


def _width(text: str) -> float:
    """About how wide the text is, in pixels; rather too much than too little."""
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    if letter > "\u2fff":
        return 12
    if letter in " .,:;'!|()ijlftr":
        return 3.7
    return 9 if letter.isupper() or letter in "mw%@&—…" else 6.2


def _plain(text: str) -> str:
    return " ".join(clean(text).split())


def _place(limit: Threshold) -> tuple[Fraction, str]:
    return limit.at, limit.name


def _percent(share: Fraction) -> str:
    return f"{float(share) * 100:.4g} %"
