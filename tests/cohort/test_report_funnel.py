"""The walk of a whole cohort through the interview is the walk of each of its persons."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pytest
from tests.cohort.people import ENGINE, Person, booleans, people, words

from venevagt.care.cases import as_case
from venevagt.care.interview import progress
from venevagt.cohort.planes import first_bits
from venevagt.cohort.report_funnel import Ended, Funnel

PEOPLE = people(1_500, seed=21)
FUNNEL = Funnel(ENGINE)


def ended(person: Person) -> Ended:
    """One person's own walk. A measurement that need not be made is told as not made."""
    not_made = dict.fromkeys(ENGINE.optional, "unsure")
    found = progress(ENGINE, as_case({**not_made, **person}))
    questions = sum(len(step.findings) for step in found.answered)
    return Ended(len(found.answered), questions, found.next.screen.id if found.next else "")


EXPECTED = [ended(person) for person in PEOPLE]


def counts(batch: pa.RecordBatch) -> Mapping[Ended, int]:
    return FUNNEL(batch, first_bits(batch.num_rows))


@pytest.mark.parametrize("kept", [words, booleans])
@pytest.mark.parametrize(("start", "count"), [(0, 1_500), (3, 129), (64, 64), (0, 0)])
def test_the_cohort_walks_as_its_persons_do(
    kept: Callable[[Sequence[Person]], pa.RecordBatch], start: int, count: int
) -> None:
    assert counts(kept(PEOPLE).slice(start, count)) == Counter(EXPECTED[start : start + count])


def test_every_person_alone_walks_as_in_the_cohort() -> None:
    batch = booleans(PEOPLE)
    found = [next(iter(counts(batch.slice(row, 1)))) for row in range(200)]
    assert found == EXPECTED[:200]


def test_the_persons_end_in_many_ways() -> None:
    assert len({one.stopped_at for one in EXPECTED}) > 4
    assert len({one.screens for one in EXPECTED if not one.stopped_at}) > 4


def test_a_row_that_is_not_counted_is_in_no_end() -> None:
    batch = booleans(PEOPLE[:100])
    assert FUNNEL(batch, np.zeros_like(first_bits(100))) == {}


def test_without_a_column_everybody_stops_at_its_screen() -> None:
    batch = booleans(PEOPLE)
    kept = batch.select([name for name in batch.schema.names if not name.startswith("chest_pain")])
    assert counts(kept) == {Ended(0, 0, "red_flags"): len(PEOPLE)}
