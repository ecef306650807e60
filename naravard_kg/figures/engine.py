"""The only module that knows what draws a sheet: matplotlib, which comes with the extra figures.

Nothing of the reader's own settings of matplotlib counts, so that a figure looks and is the same
wherever it is made: its letters are DejaVu Sans, which matplotlib brings along.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from naravard_kg.errors import UnreadableFileError
from naravard_kg.figures.sheet import POINT, Disc, Face, Ink, Lettering, Shape, Sheet

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

FAMILY = "DejaVu Sans"
INCH = 25.4  # millimetres
_DPI, _MOST_DOTS = 300, 30_000
_LOOSE = 1.015  # how much wider letters may come out than they are measured
_SETTINGS: dict[Any, Any] = {
    "font.family": [FAMILY],
    "hatch.linewidth": 0.45,
    "pdf.fonttype": 42,  # whole TrueType letters, as journals ask for
    "savefig.bbox": None,
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "naravard",
    "text.usetex": False,
}


def width(text: str, face: Face) -> float:
    """How wide a line of text is, in millimetres.

    Raises:
        UnreadableFileError: the package matplotlib is missing.
    """
    return _units(text, face.bold, face.italic) * face.size * POINT * _LOOSE


@cache
def _units(text: str, bold: bool, italic: bool) -> float:
    """The width in the unit of the size of the letters."""
    with plain():
        from matplotlib.textpath import text_to_path

        properties = _properties(Face(100.0, bold, italic))
        wide, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=False)
    return float(wide) / 100.0


@contextmanager
def plain() -> Iterator[None]:
    """Our settings of matplotlib in place of the reader's, which are put back afterwards.

    It stays silent of letters that no font has: they show as boxes.

    Raises:
        UnreadableFileError: the package matplotlib is missing.
    """
    try:
        import matplotlib as mpl
    except ModuleNotFoundError:
        raise UnreadableFileError("no-figures", "matplotlib") from None
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def figure(sheet: Sheet) -> Figure:
    """The sheet as a figure of matplotlib, of the size that it has on paper.

    Raises:
        UnreadableFileError: the package matplotlib is missing.
    """
    with plain():
        from matplotlib.figure import Figure

        size = (sheet.width / INCH, sheet.height / INCH)
        drawn = Figure(figsize=size, dpi=_DPI, facecolor="white")
        axes = drawn.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, sheet.width)
        axes.set_ylim(sheet.height, 0)
        for order, mark in enumerate(sheet.marks):
            artist = _artist(mark)
            artist.set_zorder(order)
            axes.add_artist(artist)
            artist.set_clip_on(False)
    return drawn


def saved(drawn: Figure, form: str, metadata: Mapping[str, Any]) -> bytes:
    """The figure as a file of a form, which holds the metadata."""
    stream = io.BytesIO()
    longest = max(drawn.get_size_inches())
    dots = min(_DPI, _MOST_DOTS / longest)
    with plain():
        drawn.savefig(stream, format=form, dpi=dots, metadata=dict(metadata))
    return stream.getvalue()


def _artist(mark: Shape | Disc | Lettering) -> Artist:
    match mark:
        case Lettering():
            return _text(mark)
        case Disc():
            from matplotlib.patches import Circle

            return Circle(mark.centre, mark.radius, **_look(mark.ink))
        case Shape(closed=True):
            from matplotlib.patches import Polygon

            return Polygon(mark.points, closed=True, **_look(mark.ink))
        case _:
            return _line(mark)


def _text(mark: Lettering) -> Artist:
    from matplotlib.text import Text

    x, y = mark.place
    return Text(
        x,
        y,
        mark.text,
        color=mark.face.colour,
        fontproperties=_properties(mark.face),
        horizontalalignment=mark.align,
        verticalalignment="baseline",
        rotation=90 if mark.turned else 0,
        rotation_mode="anchor",
        parse_math=False,
        usetex=False,
    )


def _line(mark: Shape) -> Artist:
    from matplotlib.lines import Line2D

    across, down = zip(*mark.points, strict=True)
    line = Line2D(across, down, color=mark.ink.edge, linewidth=mark.ink.width)
    line.set_solid_capstyle("butt")
    line.set_linestyle((0, mark.ink.dashes) if mark.ink.dashes else "-")
    return line


def _look(ink: Ink) -> dict[str, Any]:
    return {
        "facecolor": ink.fill,
        "edgecolor": ink.edge,
        "linewidth": ink.width if ink.edge != "none" else 0,
        "linestyle": (0, ink.dashes) if ink.dashes else "-",
        "hatch": ink.hatch or None,
        "joinstyle": "miter",
    }


def _properties(face: Face) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family=FAMILY,
        size=face.size,
        weight="bold" if face.bold else "normal",
        style="italic" if face.italic else "normal",
    )
