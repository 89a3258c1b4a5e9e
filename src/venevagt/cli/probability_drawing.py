"""A probability as one drawing: a Fagan nomogram above, 100 people below. No script, no font, no address."""

import math
from collections.abc import Iterator
from html import escape

from venevagt.care.log_odds import log_odds
from venevagt.care.probability_result import ProbabilityResult
from venevagt.care.words import filled
from venevagt.cli.probability_text import of_100
from venevagt.cli.probability_words import digits, percent, with_interval
from venevagt.knowledge.model import Model

_WIDTH, _HEIGHT = 480, 860
_LEFT, _MIDDLE, _RIGHT = 90, 240, 390
_CENTRE, _PER_LOG_ODDS = 280, 30
_END = 7.6
"""Log-odds at the ends of the outer scales: 0.05 % and 99.95 %."""

_PERCENT_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99, 99.5, 99.8, 99.9)
_RATIO_TICKS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_ICONS_TOP, _CELL = 580, 22
_SMALLEST = 1e-6
_ROUNDING = 1e-6
"""12 of 100 stay 12, whatever the last digit of the calculation is."""

_STYLE = """
svg{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--mark:#b00020;font:13px sans-serif}
@media (prefers-color-scheme:dark){svg{--ink:#f2f2f2;--paper:#141414;--mark:#ff8a80}}
.paper{fill:var(--paper)}.axis,.tick,.other{stroke:var(--ink);fill:none}text{fill:var(--ink)}
.line{stroke:var(--mark);stroke-width:2.5}.band{fill:var(--mark);opacity:.22}.small{font-size:10px}.strong{font-weight:bold}
.have{fill:var(--mark);stroke:var(--mark)}.may{fill:none;stroke:var(--mark);stroke-width:2;stroke-dasharray:3 2}
"""


def drawing(model: Model, language: str, result: ProbabilityResult) -> str:
    """The drawing as SVG, light or dark as the reader's screen is, with a title and a description in words."""
    words = model.texts[language].clinic
    shown = with_interval(words, language, result.probability)
    outcome = words[f"outcome_{result.outcome}"]
    title = filled(words["probability_svg_title"], outcome=outcome, percent=shown)
    described = f"{_nomogram_words(model, language, result)} {_icon_words(model, language, result)} {words['advises']}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" lang="{language}"'
        ' aria-labelledby="title" aria-describedby="description">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="description">{escape(described)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}"/>',
        _text(_WIDTH / 2, 22, title, "strong", "middle"),
        *_nomogram(model, language, result),
        *_icons(model, language, result),
        _text(_WIDTH / 2, _HEIGHT - 10, words["advises"], "small", "middle"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _nomogram_words(model: Model, language: str, result: ProbabilityResult) -> str:
    found = result.probability
    low, high = ends(result)
    return filled(
        model.texts[language].clinic["probability_svg_nomogram"],
        before=percent(result.start.probability.median, language),
        ratio=digits(combined_ratio(result), language),
        after=percent(found.median, language),
        low=percent(low, language),
        high=percent(high, language),
    )


def _icon_words(model: Model, language: str, result: ProbabilityResult) -> str:
    low, high = ends_of_100(result)
    counted = of_100(model, language, result)
    return filled(model.texts[language].clinic["probability_svg_icons"], counted=counted, low=low, high=high)


def combined_ratio(result: ProbabilityResult) -> float:
    """The likelihood ratio of all factors together."""
    return math.exp(math.fsum(factor.log_odds for factor in result.factors))


def ends(result: ProbabilityResult) -> tuple[float, float]:
    """From where to where it can lie: by the interval, or by what overlap can change."""
    found, bounds = result.probability, result.bounds
    return min(found.low, bounds.lowest.median), max(found.high, bounds.highest.median)


def ends_of_100(result: ProbabilityResult) -> tuple[int, int]:
    """The same in whole people of 100, the lower end rounded down and the upper one up."""
    low, high = ends(result)
    return math.floor(100 * low + _ROUNDING), math.ceil(100 * high - _ROUNDING)


def _nomogram(model: Model, language: str, result: ProbabilityResult) -> Iterator[str]:
    words, found, start = model.texts[language].clinic, result.probability, result.start.probability
    for x, key in ((_LEFT, "before"), (_MIDDLE, "ratio"), (_RIGHT, "after")):
        yield _text(x, 44, words[f"probability_svg_{key}"] + ("" if key == "ratio" else " (%)"), "", "middle")
        yield f'<path class="axis" d="M{x} {_before(_clipped(-_END))}V{_before(_END)}"/>'
    for tick in _PERCENT_TICKS:
        own = log_odds(tick / 100)
        label = _plain(tick, language)
        yield from _tick(_LEFT, _before(own), label, "end")
        yield from _tick(_RIGHT, _after(own), label, "start")
    for tick in _RATIO_TICKS:
        yield from _tick(_MIDDLE, _CENTRE - _PER_LOG_ODDS * math.log(tick) / 2, _plain(tick, language), "start")
    low, high = ends(result)
    corners = [
        _before(_on_scale(start.low)),
        _before(_on_scale(start.high)),
        _after(_on_scale(high)),
        _after(_on_scale(low)),
    ]
    points = " ".join(f"{x},{y:.1f}" for x, y in zip((_LEFT, _LEFT, _RIGHT, _RIGHT), corners, strict=True))
    yield f'<polygon class="band" points="{points}"/>'
    first, last = _before(_on_scale(start.median)), _after(_on_scale(found.median))
    yield f'<path class="line" d="M{_LEFT} {first:.1f}L{_RIGHT} {last:.1f}"/>'


def _clipped(value: float) -> float:
    return max(-_END, min(_END, value))


def _on_scale(share: float) -> float:
    """The log-odds of a share; one that was rounded to 0 or 1 stands at the end."""
    return log_odds(min(max(share, _SMALLEST), 1 - _SMALLEST))


def _before(own: float) -> float:
    """How far down log-odds stand on the left scale, which grows downwards."""
    return round(_CENTRE + _PER_LOG_ODDS * _clipped(own), 1)


def _after(own: float) -> float:
    """How far down log-odds stand on the right scale, which grows upwards."""
    return round(_CENTRE - _PER_LOG_ODDS * _clipped(own), 1)


def _tick(x: float, y: float, label: str, side: str) -> Iterator[str]:
    step = -6 if side == "end" else 6
    yield f'<path class="tick" d="M{x} {y:.1f}h{step}"/>'
    yield _text(x + 1.5 * step, y + 3.5, label, "small", side)


def _icons(model: Model, language: str, result: ProbabilityResult) -> Iterator[str]:
    words = model.texts[language].clinic
    outcome = words[f"outcome_{result.outcome}"]
    low, high = ends_of_100(result)
    yield _text(_LEFT - 60, _ICONS_TOP - 16, of_100(model, language, result), "strong", "start")
    kinds = ["have"] * low + ["may"] * (high - low)
    for place in range(100):
        kind = kinds[place] if place < len(kinds) else "other"
        x, y = _LEFT - 50 + _CELL * (place % 10), _ICONS_TOP + 10 + _CELL * (place // 10)
        yield _icon(kind, x, y)
    legend = (
        ("have", filled(words["probability_svg_have"], outcome=outcome, low=low)),
        ("may", filled(words["probability_svg_may"], high=high)),
        ("other", words["probability_svg_others"]),
    )
    for row, (kind, label) in enumerate(legend):
        if kind == "other" or kind in kinds:
            y = _ICONS_TOP + 30 + 28 * row
            yield _icon(kind, 278, y)
            yield _text(294, y + 4, label, "small", "start")


def _icon(kind: str, x: float, y: float) -> str:
    """A filled square has it, a dashed one may, a ring does not: so that it is seen without colours too."""
    if kind == "other":
        return f'<circle class="other" cx="{x}" cy="{y}" r="6"/>'
    return f'<rect class="{kind}" x="{x - 7}" y="{y - 7}" width="14" height="14"/>'


def _text(x: float, y: float, words: str, style: str, anchor: str) -> str:
    look = f' class="{style}"' if style else ""
    return f'<text{look} x="{x:g}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _plain(number: float, language: str) -> str:
    return f"{number:g}".replace(".", "," if language == "da" else ".")
