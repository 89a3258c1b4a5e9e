"""The layout of boxes and arrows, on graphs that nobody thought of."""

import itertools
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venevagt.care.layered import Arrow, Box, Layout, Line, Place, lay_out

Graph = tuple[list[Box], list[Arrow]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any graph of up to ten boxes, with loops and with parts that do not hang together; no arrow twice."""
    count = draw(st.integers(1, 10))
    sizes = st.integers(10, 250)
    boxes = [Box(f"b{number}", draw(sizes), draw(sizes)) for number in range(count)]
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.lists(ends, max_size=25, unique=True)) if count > 1 else []
    words = st.integers(0, 120)
    return boxes, [Arrow(f"b{source}", f"b{target}", draw(words), draw(words)) for source, target in pairs]


def without_loops(graph: Graph) -> Graph:
    boxes, arrows = graph
    return boxes, [arrow for arrow in arrows if arrow.source < arrow.target]


def uprights(line: Line) -> Iterator[Place]:
    """The upright stretches of an arrow, a little narrower than nothing is wide."""
    for part in (line.before, line.after):
        for (x, y), (other_x, other_y) in itertools.pairwise(part):
            if x == other_x and y != other_y:
                yield Place(x - 0.01, min(y, other_y) + 0.01, 0.02, abs(y - other_y) - 0.02)


def overlapping(places: Iterable[Place]) -> list[tuple[Place, Place]]:
    """The rectangles that share more than an edge, pair by pair."""
    every = list(places)
    return [
        (one, other)
        for number, one in enumerate(every)
        for other in every[:number]
        if one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.bottom
        and other.y < one.bottom
    ]


def everything(layout: Layout) -> list[Place]:
    return [*layout.boxes.values(), *(line.words for line in layout.lines if line.words.width and line.words.height)]


@given(graphs())
def test_no_box_and_no_words_lie_over_another(graph: Graph) -> None:
    layout = lay_out(*graph)
    assert not overlapping(everything(layout))
    assert all(place.x >= -1e-6 and place.y >= 0 for place in everything(layout))
    assert all(place.x + place.width <= layout.width + 1e-6 for place in everything(layout))
    assert all(place.bottom <= layout.height + 1e-6 for place in everything(layout))


@given(graphs())
def test_every_box_keeps_its_size_and_every_arrow_is_there_in_its_order(graph: Graph) -> None:
    boxes, arrows = graph
    layout = lay_out(boxes, arrows)
    assert {name: (place.width, place.height) for name, place in layout.boxes.items()} == {
        box.id: (box.width, box.height) for box in boxes
    }
    assert [(line.source, line.target) for line in layout.lines] == [(one.source, one.target) for one in arrows]
    for line, arrow in zip(layout.lines, arrows, strict=True):
        assert (line.words.width, line.words.height) == (arrow.width, arrow.height)


@given(graphs())
def test_an_arrow_leads_from_its_box_over_its_words_to_its_box_downwards_or_back(graph: Graph) -> None:
    layout = lay_out(*graph)
    for line in layout.lines:
        source, target = layout.boxes[line.source], layout.boxes[line.target]
        heights = [y for _, y in (*line.before, *line.after)]
        assert heights == sorted(heights, reverse=line.back)
        leaves, arrives = (source.y, target.bottom) if line.back else (source.bottom, target.y)
        assert line.before[0][1] == leaves
        assert source.x <= line.before[0][0] <= source.x + source.width
        assert line.after[-1][1] == arrives
        assert target.x <= line.after[-1][0] <= target.x + target.width
        edges = {line.before[-1][1], line.after[0][1]}
        assert edges == {line.words.y, line.words.bottom}
        assert line.before[-1][0] == line.after[0][0] == pytest.approx(line.words.middle)


@given(graphs())
def test_no_arrow_goes_through_a_box_or_the_words_of_another(graph: Graph) -> None:
    layout = lay_out(*graph)
    for line in layout.lines:
        own = {line.source, line.target}
        others = [place for name, place in layout.boxes.items() if name not in own]
        others += [other.words for other in layout.lines if other is not line]
        for piece in uprights(line):
            assert not any(overlapping([piece, place]) for place in others if place.width and place.height)


@given(graphs())
def test_no_arrow_goes_back_where_there_is_no_loop(graph: Graph) -> None:
    boxes, arrows = without_loops(graph)
    assert not any(line.back for line in lay_out(boxes, arrows).lines)


@given(graphs())
def test_without_the_arrows_that_go_back_there_is_no_loop(graph: Graph) -> None:
    layout = lay_out(*graph)
    for line in layout.lines:
        upper, lower = layout.boxes[line.source], layout.boxes[line.target]
        assert (upper.bottom < lower.y) != line.back


@given(graphs())
def test_the_same_graph_gives_the_same_drawing(graph: Graph) -> None:
    assert lay_out(*graph) == lay_out(*graph)


def test_a_loop_goes_back_once_and_a_crossing_that_need_not_be_is_not_there() -> None:
    boxes = [Box(name, 100, 40) for name in "abcd"]
    loop = lay_out(boxes[:2], [Arrow("a", "b"), Arrow("b", "a")])
    assert [line.back for line in loop.lines] == [False, True]
    crossed = lay_out(boxes, [Arrow("a", "d"), Arrow("b", "c")])
    assert (crossed.boxes["a"].x < crossed.boxes["b"].x) == (crossed.boxes["d"].x < crossed.boxes["c"].x)


def test_long_arrows_to_one_box_join() -> None:
    boxes = [Box(name, 100, 40) for name in "abcde"]
    chain = [Arrow("a", "b"), Arrow("b", "c"), Arrow("c", "d"), Arrow("d", "e")]
    layout = lay_out(boxes, [*chain, Arrow("a", "e"), Arrow("b", "e")])
    long, shorter = layout.lines[-2:]
    assert set(shorter.after[3:]) <= set(long.after)


def test_nothing_is_a_drawing_too_and_an_arrow_to_nowhere_is_not() -> None:
    assert lay_out([], []) == Layout(0, 0, {}, ())
    with pytest.raises(ValueError, match="expected two boxes of the drawing"):
        lay_out([Box("a", 1, 1)], [Arrow("a", "b")])
    with pytest.raises(ValueError, match="from 'a' to 'a'"):
        lay_out([Box("a", 1, 1)], [Arrow("a", "a")])
