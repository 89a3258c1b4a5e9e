"""Where a calculation starts: a share that somebody types, or the band of a score with its published share."""

import re

from msgspec import Struct

from venevagt.care.log_odds import Belief, ImpossibleProbability, belief, percent_belief, spread
from venevagt.care.probability_result import Start
from venevagt.care.score import count
from venevagt.care.score_form import Form, Known, form_of
from venevagt.knowledge.clinical import Performance
from venevagt.knowledge.model import Model
from venevagt.knowledge.probability import LikelihoodRatio, Percent
from venevagt.logic.expression import evaluate

_SHARE = re.compile(r"(?P<low>\d+(?:[.,]\d+)?)\s*(?P<first>%?)\s*(?:[-–]\s*(?P<high>\d+(?:[.,]\d+)?)\s*(?P<last>%?))?")
_EXPECTED = "expected a share such as 0.12, 12%, 5-20% or 0.05-0.2"


class NoStart(ValueError):
    """A calculation cannot start there: says why, and what to do."""


class Share(Struct, frozen=True):
    """What somebody typed, 0 to 1: one number, or a 95 % interval."""

    point: float | None
    low: float | None = None
    high: float | None = None

    @property
    def belief(self) -> Belief:
        return belief(self.point, self.low, self.high)


class ScoreBand(Struct, frozen=True):
    """The band that a patient is in."""

    form: Form
    band: str
    applies: bool | None

    @property
    def name(self) -> str:
        """The score with its version, as likelihood ratios may name it."""
        return f"{self.form.score.id}@{self.form.version}"


def read_share(text: str) -> Share:
    """A share or an interval, as a fraction or in percent. Raises NoStart for anything else, and for 0 and 1."""
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise NoStart(f"{text[:40]!r}, {_EXPECTED}")
    percent = "%" in (found["first"], found["last"])
    ends = [float(end.replace(",", ".")) / (100 if percent else 1) for end in (found["low"], found["high"]) if end]
    if not percent and max(ends) > 1:
        raise NoStart(f"{text[:40]!r} without %, {_EXPECTED}")
    share = Share(ends[0]) if len(ends) == 1 else Share(None, ends[0], ends[1])
    try:
        _ = share.belief
    except ImpossibleProbability as error:
        raise NoStart(f"{text[:40]!r}: {error}") from None
    return share


def own_start(model: Model, outcome: str, known: Known, share: Share) -> tuple[Belief, Start]:
    """A start from what the user says. Raises NoStart for a patient of whom the likelihood ratios say nothing."""
    condition = model.clinical.probability.starting_points[outcome].condition
    applies = True if condition is None else evaluate(condition, known)
    if applies is False:
        wanted = model.clinical.probability.starting_points[outcome].applies
        raise NoStart(f"likelihood ratios and tests of {outcome} were studied in others: expected {wanted}")
    own = share.belief
    return own, Start("", "", "", applies, spread(own), share.low is not None, ())


def band_of(model: Model, name: str, known: Known) -> ScoreBand:
    """The one band that the patient is in.

    Raises UnknownScore, and NoStart while more than one is possible or where the score is not for this patient.
    """
    form = form_of(model, name)
    result = count(model, name, known)
    if result.applies is False:
        raise NoStart(f"{name} was not made for this patient, expected another --score, or --pretest")
    if result.band is None:
        bands = " or ".join(result.possible_bands)
        raise NoStart(f"{name} is still open: {bands}. Answer {result.next_finding} next, or start from --pretest")
    return ScoreBand(form, result.band, result.applies)


def figure_of(form: Form, band: str, outcome: str) -> Performance | None:
    """What is published of a band, if anything is."""
    return next((own for own in form.performance if (own.band, own.outcome) == (band, outcome)), None)


def score_start(found: ScoreBand, outcome: str) -> tuple[Belief, Start]:
    """A start from a band's published share. Raises NoStart where none is known."""
    figure = figure_of(found.form, found.band, outcome)
    if figure is None:
        message = f"no share of {outcome} is published for {found.band!r} of {found.name}"
        raise NoStart(f"{message}: expected another --score, or --pretest")
    own = percent_belief(Percent(figure.percent, figure.low, figure.high))
    score, version = found.form.score.id, found.form.version
    start = Start(score, version, found.band, found.applies, spread(own), figure.low is not None, (figure.source,))
    return own, start


def ratio_of_band(model: Model, found: ScoreBand, outcome: str) -> LikelihoodRatio:
    """The likelihood ratio of a band, for a start from somebody's own share. Raises NoStart where none is known."""
    for ratio in model.clinical.probability.likelihood_ratios.values():
        if ratio.outcome == outcome and ratio.band == found.band and ratio.score:
            form = form_of(model, ratio.score)
            if (form.score.id, form.version) == (found.form.score.id, found.form.version):
                return ratio
    message = f"no likelihood ratio of {found.band!r} in {found.name} is known"
    raise NoStart(f"{message}: expected --pretest or --score, one of the two")
