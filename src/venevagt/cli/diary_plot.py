"""The numbers of a diary drawn in plain text, one column a day; a day without a number is left empty."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from venevagt.care.diary import Entry, field_label, number_text
from venevagt.care.diary_series import Series, scale, series
from venevagt.knowledge.model import Model

_ROWS = 8
_MOST_DAYS = 56
_MARKS = "ox"
_BOTH = "*"


def plots(model: Model, language: str, entries: Iterable[Entry]) -> str:
    """Every drawing, below each other; the words for nothing where there are no numbers."""
    words = model.texts[language].diary
    found = [own for own in series(model, entries) if own.runs]
    if not found:
        return words["nothing_to_draw"]
    drawn = []
    for plot in dict.fromkeys(own.plot for own in found):
        own = [one for one in found if one.plot == plot]
        legend = [f"{mark} = {field_label(model, language, one.field)}" for mark, one in zip(_MARKS, own, strict=False)]
        drawn.append("\n".join([words[f"plot_{plot}"], *_drawing(model, own), *(f"  {line}" for line in legend)]))
    return "\n\n".join(drawn)


def _drawing(model: Model, found: Sequence[Series]) -> list[str]:
    """The lines of one drawing: a scale at the left, the first and the last day below."""
    points = [dict(point for run in own.runs for point in run) for own in found]
    days = _days(points)
    low, high = scale(model, found)
    width = max(len(number_text(low)), len(number_text(high)))
    lines = []
    for row in range(_ROWS - 1, -1, -1):
        label = number_text(high) if row == _ROWS - 1 else number_text(low) if row == 0 else ""
        lines.append(f"{label:>{width}} |" + "".join(_mark(points, day, row, low, high) for day in days))
    foot = f"{days[0]} - {days[-1]}" if len(days) > 1 else days[0]
    return [*(line.rstrip() for line in lines), f"{'':>{width}} +{'-' * len(days)}", f"{'':>{width}}  {foot}"]


def _days(points: Iterable[Mapping[str, float]]) -> list[str]:
    """Every day from the first to the last number, the last ones if they are too many."""
    written = sorted({day for own in points for day in own})
    first, last = date.fromisoformat(written[0]), date.fromisoformat(written[-1])
    first = max(first, last - timedelta(days=_MOST_DAYS - 1))
    return [(first + timedelta(days=day)).isoformat() for day in range((last - first).days + 1)]


def _mark(points: Sequence[Mapping[str, float]], day: str, row: int, low: float, high: float) -> str:
    here = [
        mark
        for mark, own in zip(_MARKS, points, strict=False)
        if day in own and round((own[day] - low) / (high - low) * (_ROWS - 1)) == row
    ]
    return _BOTH if len(here) > 1 else here[0] if here else " "
