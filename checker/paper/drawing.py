"""A drawing in SVG as a part of a page: nothing in it acts, and its names meet no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from markupsafe import Markup

ELEMENTS = frozenset(
    {"circle", "clipPath", "defs", "ellipse", "g", "line", "linearGradient", "path", "pattern", "polygon", "polyline",
     "rect", "stop", "svg", "text", "tspan"}
)  # fmt: skip
"""Elements that only draw."""
ATTRIBUTES = frozenset(
    {"clip-path", "cx", "cy", "d", "display", "dx", "dy", "fill", "fill-opacity", "font-family", "font-size",
     "font-style", "font-weight", "height", "id", "offset", "opacity", "patternTransform", "patternUnits", "points",
     "r", "rx", "ry", "stop-color", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
     "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "transform", "viewBox", "width", "x", "x1",
     "x2", "y", "y1", "y2"}
)  # fmt: skip
"""Attributes that say only how."""
_LOCAL = re.compile(r"url\(#([\w.-]+)\)")


def inline(svg: str, name: str, alt: str) -> Markup:
    """A drawing as one picture with a text in its place; ids begin with a name that is unique in the page."""
    from markupsafe import Markup

    root = ElementTree.fromstring(svg)
    drawn = _element(root, f"{name}-")
    return Markup('<svg role="img" aria-label="{}"{}').format(alt, drawn.removeprefix("<svg"))


def _element(element: ElementTree.Element, prefix: str) -> Markup:
    from markupsafe import Markup, escape

    tag = element.tag.rpartition("}")[2]
    if tag not in ELEMENTS:
        return Markup("")
    attributes = Markup("").join(
        Markup(' {}="{}"').format(key, _value(key, value, prefix))
        for key, value in element.attrib.items()
        if key in ATTRIBUTES and "url(" not in _LOCAL.sub("", value)
    )
    inner = Markup("").join(_element(child, prefix) + escape(child.tail or "") for child in element)
    return Markup("<{0}{1}>{2}{3}</{0}>").format(tag, attributes, element.text or "", inner)


def _value(key: str, value: str, prefix: str) -> str:
    return prefix + value if key == "id" else _LOCAL.sub(rf"url(#{prefix}\1)", value)
