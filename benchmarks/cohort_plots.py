"""Small drawings of the cohort's benchmark: bars, readable in light and in dark."""

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, ROW, LABEL, NUMBER = 760, 26, 340, 80

_STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #1a1a1a }
  .title { font-weight: 600 }
  .bar { fill: #6b7f99 }
  .own { fill: #0a6e5c }
  .ground { fill: #ffffff }
  @media (prefers-color-scheme: dark) {
    text { fill: #ececec }
    .bar { fill: #8fa3bd }
    .own { fill: #4fc7ac }
    .ground { fill: #16191d }
  }
"""


def bars(title: str, values: Mapping[str, float], unit: str, own: Sequence[str] = (), *, even: bool = False) -> str:
    """An SVG with one bar a value; those named in `own` stand out. The scale is logarithmic, or `even` from 0 on."""
    start = 0.0 if even else math.floor(math.log10(min(values.values()))) - 0.2
    places = {name: value if even else math.log10(value) for name, value in values.items()}
    scale = (WIDTH - LABEL - NUMBER) / (max(places.values()) - start)
    height = ROW * (len(values) + 1) + 16
    lines = [f'<text class="title" x="8" y="20">{escape(title)}</text>']
    for at, (name, value) in enumerate(values.items(), 1):
        top = ROW * at + 8
        length = max((places[name] - start) * scale, 1)
        kind = "own" if name in own else "bar"
        lines += [
            f'<text x="8" y="{top + 14}">{escape(name)}</text>',
            f'<rect class="{kind}" x="{LABEL}" y="{top}" width="{length:.1f}" height="{ROW - 8}" rx="2"/>',
            f'<text x="{LABEL + length + 6:.1f}" y="{top + 14}">{number(value)}</text>',
        ]
    told = f"{title}: " + ", ".join(f"{name} {number(value)} {unit}" for name, value in values.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(told)}">\n<style>{_STYLE}</style>\n'
        f'<rect class="ground" width="{WIDTH}" height="{height}"/>\n' + "\n".join(lines) + "\n</svg>\n"
    )


def number(value: float) -> str:
    """Three digits that say something."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(value)))}f}"
