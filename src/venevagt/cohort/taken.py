"""The shapes of a source: a table of cases that is read in batches of rows, each row with its number."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

import pyarrow as pa
from msgspec import Struct, field


class BadSource(ValueError):
    """A source that cannot be read: says which, what was expected and what to do."""


class Taken(Struct, frozen=True):
    """Rows as they were taken from a source.

    `numbers`: the number of each row of the batch in the source, the first is 1.
    `refused`: the rows that could not be read at all, by number, each with the reason; they are not in the batch.
    """

    batch: pa.RecordBatch
    numbers: Sequence[int]
    refused: Mapping[int, str] = field(default_factory=dict)


class Source(Protocol):
    """A table of cases. `rows`: how many there are, where that is known before they are read."""

    name: str
    schema: pa.Schema
    rows: int | None

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        """The rows in their order, with these columns. Raises BadSource."""


@runtime_checkable
class Measured(Protocol):
    """A source that knows how far it has been read."""

    def share(self) -> float | None:
        """What part has been read, 0 to 1; None where nobody knows."""


@runtime_checkable
class Stoppable(Protocol):
    """A source that may wait for its input."""

    def stop(self) -> None:
        """Nobody wants more."""


@runtime_checkable
class OpenEnded(Protocol):
    """A source whose columns are not all known before it is read to its end, as JSON Lines.

    It may be asked for any column: one that a row lacks is null. `met`: the names that stood in it so far.
    """

    met: set[str]


@runtime_checkable
class Partial(Protocol):
    """A source over another one that does not take all of its columns. `unused`: those that it leaves."""

    unused: Sequence[str]


@runtime_checkable
class Doubtful(Protocol):
    """A source that has something to say about itself when it has been read, for example a quote that is not closed."""

    def doubts(self) -> Sequence[str]:
        """Whole sentences."""


def short(error: BaseException) -> str:
    """The first line of an error, short."""
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def plain_type(kind: pa.DataType) -> pa.DataType:
    """The type of the values of a column, however they are kept: text is one type."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    return kind
