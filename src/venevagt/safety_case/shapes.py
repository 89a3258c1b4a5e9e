"""The safety case, ready to be laid out: both renderers read this and add nothing."""

from typing import Literal

from msgspec import Struct

ProofState = Literal["proved", "refuted", "not_proved"]


class Link(Struct, frozen=True):
    """A name that is shown; `to` is the place in the document that it leads to, where there is one.

    `mark`: a short number before it. `code`: an id or a path, not a word.
    """

    label: str
    to: str = ""
    mark: str = ""
    code: bool = False


class Group(Struct, frozen=True):
    """One paragraph of a cell: a title, a risk, a text and names, each only where it is given."""

    text: str = ""
    links: tuple[Link, ...] = ()
    title: str = ""
    risk: "Risk | None" = None
    code: bool = False


class Risk(Struct, frozen=True):
    """A risk level and what it means; the two words of the scale where it is about a hazard."""

    level: int
    label: str
    means: str
    words: str = ""


class Row(Struct, frozen=True):
    cells: tuple[tuple[Group, ...], ...]
    anchor: str = ""


class Table(Struct, frozen=True):
    """`widths`: how wide the columns are, compared with each other."""

    anchor: str
    title: str
    intro: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


class Square(Struct, frozen=True):
    """One cell of the risk matrix with the hazards that stand there without and with controls."""

    risk: Risk
    before: tuple[Link, ...]
    after: tuple[Link, ...]


class MatrixRow(Struct, frozen=True):
    likelihood: str
    squares: tuple[Square, ...]


class Matrix(Struct, frozen=True):
    """The likeliest first; `severities` are the columns, the least severe first."""

    severities: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


class ControlTrace(Struct, frozen=True):
    how: str
    evidence: tuple[Group, ...]


class HazardTrace(Struct, frozen=True):
    anchor: str
    number: str
    id: str
    hazard: str
    cause: str
    effect: str
    before: Risk
    controls: tuple[ControlTrace, ...]
    after: Risk
    why: str
    owner: str
    owner_means: str
    sources: tuple[Link, ...]
    lean_on: Group


class ExceptionTrace(Struct, frozen=True):
    subject: Link
    because: str
    hazard: Link


class ProofTrace(Struct, frozen=True):
    """`state` in a word, `words` in a sentence; `against`: for which finding and in which case it does not hold."""

    state: ProofState
    words: str
    against: tuple[Group, ...] = ()


class PropertyTrace(Struct, frozen=True):
    anchor: str
    id: str
    says: str
    of: str
    claim: Group
    proof: ProofTrace
    hazards: tuple[Link, ...]
    exceptions: tuple[ExceptionTrace, ...]


class LoweringTrace(Struct, frozen=True):
    anchor: str
    id: str
    change: str
    when: str
    because: str
    hazard: Link
    since: str
    sources: tuple[Link, ...]


class SecondCheck(Struct, frozen=True):
    """What came of going through every case without the solver, in words."""

    agrees: bool
    words: str


class SafetyCase(Struct, frozen=True):
    """Everything that the document says, in its order.

    `words`: headings and sentences that are the document's own. `refuted`: the properties that do not hold.
    `released`: year-month-day, `checksum` and `short`: the sha256 of the knowledge and its beginning.
    """

    words: dict[str, str]
    version: str
    released: str
    checksum: str
    short: str
    refuted: tuple[Link, ...]
    second: SecondCheck
    purpose: Link
    scales: tuple[Table, ...]
    matrix: Matrix
    numbers: tuple[Table, ...]
    open_things: tuple[Group, ...]
    hazards: tuple[HazardTrace, ...]
    properties: tuple[PropertyTrace, ...]
    lowerings: tuple[LoweringTrace, ...]
    traces: tuple[Table, ...]
