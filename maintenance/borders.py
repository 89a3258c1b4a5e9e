"""`python -m maintenance.borders REGIONS.topojson`: the map of Denmark for the page that finds a physiotherapist.

Writes src/venevagt/site/directory/borders.json: a shape for each region, and the lines between regions. A plain
projection with equal distances at 56° N; Bornholm lies in a box of its own in the Kattegat.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from maintenance.locks import ROOT

TARGET = ROOT / "src" / "venevagt" / "site" / "directory" / "borders.json"

WEST, NORTH = 7.9, 57.85
PER_DEGREE = 445.2
"""Units of the map for a degree of latitude: a quarter of a kilometre each."""

ALONG = PER_DEGREE * cos(radians(56))
BORNHOLM_FROM = 13.5
BORNHOLM_MOVED = (-720, -975)
"""Bornholm's own place on the map: so far to the right and down from where it lies."""

COARSEST = 0.9
SMALLEST = 6.0
"""The largest error of a line in units, and the smallest island in square units."""

LINE_UNTIL = {frozenset(("1084", "1085")): "2026-12-31"}
"""The last day of a border: Hovedstaden and Sjælland become one region."""

CREDIT = "Geodatastyrelsen og Danske Kommuner"

Point = tuple[int, int]


def main() -> None:
    """Read the regions and write the map."""
    if len(sys.argv) != 2:
        sys.exit("expected: python -m maintenance.borders REGIONS.topojson")
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = [simpler(list(points(arc, found["transform"]))) for arc in found["arcs"]]
    regions = found["objects"]["regioner"]["geometries"]
    shapes = {one["properties"]["REGIONKODE"]: rings(one, arcs) for one in regions}
    content = {
        "credit": CREDIT,
        "west": WEST,
        "north": NORTH,
        "along": round(ALONG, 3),
        "down": PER_DEGREE,
        "moved_from": BORNHOLM_FROM,
        "moved": BORNHOLM_MOVED,
        "regions": [[code, path(shapes[code], close=True), box(shapes[code])] for code in sorted(shapes)],
        "lines": [[path([arcs[arc]], close=False), until] for arc, until in shared(regions)],
        "inset": inset(shapes["1084"]),
    }
    TARGET.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes")


def points(arc: Sequence[Sequence[int]], transform: Mapping[str, Any]) -> Iterator[Point]:
    """The points of an arc on the map; in the file each is told from the one before."""
    (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield placed(from_y + y * scale_y, from_x + x * scale_x)


def placed(latitude: float, longitude: float) -> Point:
    """A place on the map; Bornholm is moved."""
    x, y = (longitude - WEST) * ALONG, (NORTH - latitude) * PER_DEGREE
    if longitude > BORNHOLM_FROM:
        x, y = x + BORNHOLM_MOVED[0], y + BORNHOLM_MOVED[1]
    return round(x), round(y)


def simpler(line: list[Point]) -> list[Point]:
    """The line without the points that are nowhere further from it than COARSEST."""
    if len(line) < 3:
        return line
    first, last = line[0], line[-1]
    worst = max(range(1, len(line) - 1), key=lambda place: away(line[place], first, last))
    if away(line[worst], first, last) <= COARSEST:
        return [first, last]
    return [*simpler(line[: worst + 1])[:-1], *simpler(line[worst:])]


def away(point: Point, first: Point, last: Point) -> float:
    """How far a point is from the way between two others."""
    along, down = last[0] - first[0], last[1] - first[1]
    length = along * along + down * down
    share = ((point[0] - first[0]) * along + (point[1] - first[1]) * down) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return hypot(point[0] - first[0] - share * along, point[1] - first[1] - share * down)


def rings(region: Mapping[str, Any], arcs: Sequence[list[Point]]) -> list[list[Point]]:
    """The outlines of a region, without the smallest islands."""
    polygons = region["arcs"] if region["type"] == "MultiPolygon" else [region["arcs"]]
    found = [whole(ring, arcs) for polygon in polygons for ring in polygon]
    return [ring for ring in found if abs(area(ring)) >= SMALLEST]


def whole(ring: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """One outline from its arcs; a negative number means an arc walked backwards."""
    line: list[Point] = []
    for arc in ring:
        part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        line += part[1:] if line else part
    return line


def area(ring: Sequence[Point]) -> float:
    return sum(x * below - beside * y for (x, y), (beside, below) in pairwise(ring)) / 2


def path(lines: Sequence[Sequence[Point]], *, close: bool) -> str:
    """The lines as SVG draws them, each step told from the one before."""
    return "".join(f"M{x} {y}l{_steps(line)}{'z' if close else ''}" for line in lines for x, y in line[:1])


def _steps(line: Sequence[Point]) -> str:
    steps = ((after[0] - before[0], after[1] - before[1]) for before, after in pairwise(line))
    return " ".join(f"{x} {y}" for x, y in steps if x or y).replace(" -", "-")


def box(lines: Sequence[Sequence[Point]]) -> list[int]:
    """The mainland part of a region: left, top, width, height."""
    largest = max(lines, key=lambda ring: abs(area(ring)))
    near = [ring for ring in lines if abs(area(ring)) > 200 and not _is_inset(ring)] or [largest]
    xs, ys = [x for ring in near for x, _ in ring], [y for ring in near for _, y in ring]
    return [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]


def _is_inset(ring: Sequence[Point]) -> bool:
    left, top = placed(55.4, 14.6)
    right, bottom = placed(54.9, 15.3)
    return all(left <= x <= right and top <= y <= bottom for x, y in ring)


def inset(lines: Sequence[Sequence[Point]]) -> list[int]:
    """The frame around Bornholm: left, top, width, height."""
    found = [point for ring in lines if _is_inset(ring) for point in ring]
    xs, ys = [x for x, _ in found], [y for _, y in found]
    margin = 14
    return [
        min(xs) - margin,
        min(ys) - margin,
        max(xs) - min(xs) + 2 * margin,
        max(ys) - min(ys) + 2 * margin,
    ]


def shared(regions: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
    """Every arc that two regions have, and the last day on which it is a border ("" for ever)."""
    users: dict[int, set[str]] = {}
    for region in regions:
        for arc in flat(region["arcs"]):
            users.setdefault(arc if arc >= 0 else ~arc, set()).add(region["properties"]["REGIONKODE"])
    for arc, codes in sorted(users.items()):
        if len(codes) > 1:
            yield arc, LINE_UNTIL.get(frozenset(codes), "")


def flat(arcs: Any) -> Iterator[int]:
    for one in arcs:
        if isinstance(one, int):
            yield one
        else:
            yield from flat(one)


if __name__ == "__main__":
    main()
