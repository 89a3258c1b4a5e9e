"""Patients with an outcome against rules that rule out, as tables beside the published figures."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from venevagt.care.agreement import Share
from venevagt.care.cohort import OWN, Cohort, Measure, Published, read_cohort
from venevagt.care.cohort_result import BandResult, Evaluation, OpenRule, Outcomes, RuleResult
from venevagt.cli.case_files import BadInput
from venevagt.cli.patients import header_of, patients_of, rows_of
from venevagt.knowledge.clinical import Performance
from venevagt.knowledge.model import Model
from venevagt.knowledge.problems import KnowledgeError

_MEASURES: Sequence[tuple[Measure, str]] = (
    ("sensitivity", "sensitivity"),
    ("specificity", "specificity"),
    ("failure", "failure rate"),
    ("efficiency", "efficiency"),
)
_LABEL = 13
"""Characters; a longer label has a line of its own."""

_MEANING = (
    "failure rate: of those ruled out, the share with the outcome. efficiency: the share ruled out.\n"
    "Intervals: 95 %, exact binomial."
)


def evaluated(model: Model, file: Path, mapping: Path | None) -> str:
    """The tables for a CSV file; without a mapping the one whose columns the file has.

    Raises BadInput for a file, a mapping, or the two together, that cannot be used.
    """
    rows = rows_of(file)
    header = header_of(file, rows)
    try:
        cohort = read_cohort(model, mapping or _fitting(file, header))
        evaluation = Evaluation(model, cohort, patients_of(file, header, rows, cohort))
        return "\n".join(_report(model, evaluation))
    except KnowledgeError as error:
        raise BadInput(str(error)) from None
    except OpenRule as error:
        raise BadInput(f"{file}: {error}") from None


def _fitting(file: Path, header: Iterable[str]) -> Path:
    """The mapping that comes with the program and has most columns in common with the file."""
    from venevagt.knowledge.source import read_file

    names = set(header)
    common = {
        path: len(names & set(read_file(path.name, path).value["columns"])) for path in sorted(OWN.glob("*.yaml"))
    }
    best = max(common, key=lambda path: common[path])
    if not common[best]:
        raise BadInput(
            f"{file}:1: no known column among {', '.join(sorted(names))[:200]}, expected those of "
            f"{', '.join(path.stem for path in common)}; name a mapping with --mapping FILE (docs/evaluation.md)"
        )
    return best


def _report(model: Model, evaluation: Evaluation) -> Iterator[str]:
    cohort, patients = evaluation.cohort, evaluation.patients
    with_it = sum(patient.outcome for patient in patients)
    yield f"{cohort.title}: {len(patients)} read, {with_it} with {cohort.outcome}"
    yield f"read as: {cohort.origin}"
    yield f"knowledge {model.about.version} {model.sha256[:12]}"
    for result in evaluation.rules():
        yield from ("", *_rule(result, cohort.group))
    yield from ("", _MEANING)
    if cohort.calibration:
        yield from ("", *_calibration(cohort, evaluation.calibration()))
    yield from ("", *_sources(model, cohort, evaluation))


def _rule(result: RuleResult, group_name: str) -> Iterator[str]:
    shares = result.everybody.shares()
    yield result.rule.label
    yield f"  {'':14}{'count':>9}{'share':>9}   {'interval':22}published"
    for measure, name in _MEASURES:
        figures = [_figure(one) for one in result.rule.published if one.measure == measure]
        yield f"  {name:14}{_share(shares[measure])}{'; '.join(figures) or '-'}"
    others = [(f"{group_name} {group}", outcomes) for group, outcomes in result.groups.items()]
    others += [(f"if {label}:", outcomes) for label, outcomes in result.readings.items()]
    if others:
        yield f"  {'':14}" + "".join(f"{name:>20}" for _, name in _MEASURES)
    for label, outcomes in others:
        if len(label) > _LABEL:
            yield f"  {label}"
        yield f"  {label if len(label) <= _LABEL else '':14}{_one_line(outcomes)}"


def _share(share: Share) -> str:
    if not share.total:
        return f"{'0/0':>9}{'-':>9}   {'':22}"
    percent, low, high = (f"{100 * value:.1f}" for value in (share.count / share.total, share.low, share.high))
    return f"{f'{share.count}/{share.total}':>9}{percent + ' %':>9}   {f'{low} to {high} %':22}"


def _one_line(outcomes: Outcomes) -> str:
    """The four measures of a part or a reading next to each other, without intervals."""
    shares = outcomes.shares()
    return "".join(_count_and_percent(shares[measure]) for measure, _ in _MEASURES)


def _count_and_percent(share: Share) -> str:
    percent = f"{100 * share.count / share.total:.1f} %" if share.total else "-"
    return f"{f'{share.count}/{share.total}':>11}{percent:>9}"


def _figure(figure: Published | Performance) -> str:
    sources = figure.sources if isinstance(figure, Published) else (figure.source,)
    to = figure.to if isinstance(figure, Published) else None
    percent = f"{figure.percent:g}" + (f" to {to:g}" if to is not None else "")
    interval = f" ({figure.low:g} to {figure.high:g})" if figure.low is not None and figure.high is not None else ""
    return f"{percent} %{interval} [{', '.join(sources)}]"


def _calibration(cohort: Cohort, bands: Iterable[BandResult]) -> Iterator[str]:
    yield f"Calibration: the share with {cohort.outcome} in each band"
    yield f"  {'':26}{'count':>9}{'share':>9}   {'interval':22}published"
    for one in bands:
        figures = "; ".join(_figure(figure) for figure in one.published) or "-"
        yield f"  {f'{one.score} {one.band}':26}{_share(one.share)}{figures}"


def _sources(model: Model, cohort: Cohort, evaluation: Evaluation) -> Iterator[str]:
    """The papers of the figures above, each once."""
    own = [source for rule in cohort.rules.values() for figure in rule.published for source in figure.sources]
    others = [figure.source for band in evaluation.calibration() for figure in band.published]
    yield "Sources"
    for source in sorted({*own, *others}, key=lambda name: (len(name), name)):
        known = model.sources.get(source)
        yield f"  {source}: {known.citation if known else cohort.sources[source]}"
