"""What a change does to a cohort, as lines for the terminal."""

from collections.abc import Iterable, Iterator, Sequence

from venevagt.cli.cohort_compare_names import Names
from venevagt.cli.cohort_compare_words import number, signed
from venevagt.cohort.compare_interval import Unfinished
from venevagt.cohort.compare_report import CohortComparison, Flow, Gap

_MOST_RULES = 8
_MOST_CONDITIONS = 8
"""So many of each are told of one flow; --html and --json have all."""


def lines(found: CohortComparison, names: Names) -> Iterator[str]:
    """The whole report."""
    words = names.words
    yield from _head(found, names)
    if found.flows:
        yield ""
        yield words["flows"].upper()
        for flow in found.flows:
            yield from _flow(found, flow, names)
    yield ""
    yield words["workload"].upper()
    yield from table(work_rows(found, names))
    if found.missed:
        yield ""
        yield words["missed"].upper()
        yield from table(missed_rows(found, names))
    if found.unfinished:
        yield ""
        yield words["interval"].upper()
        yield from table(unfinished_rows(found.unfinished, names))
    for name, (before, after) in found.unsure.items():
        yield f"{words['unsure']}: {names.finding(name)} ({name}): {before} -> {after}"
    if found.gaps:
        yield ""
        yield words["gaps"].upper()
        for gap in found.gaps:
            yield from _gap(gap, names)


def summary(found: CohortComparison, names: Names) -> Iterator[str]:
    """How many move, the less urgent first."""
    words = names.words
    for cases, some, none in (
        (found.less_urgent, "less_urgent_people", "nobody_less_urgent"),
        (found.safer, "safer_people", ""),
    ):
        share = number(100_000 * cases / found.cohort.cases if found.cohort.cases else 0.0, names.language)
        if cases:
            yield words[some].format(cases=number(cases, names.language), share=share)
        elif none and found.safer:
            yield words[none]
    if not found.flows:
        yield words["nobody"]
    if found.other_rule:
        yield words["other_rule"].format(cases=number(found.other_rule, names.language))
    if found.not_comparable:
        yield words["not_comparable"].format(reason=found.not_comparable)


def left_out(found: CohortComparison, names: Names) -> str:
    """How many rows are in neither side; empty where there are none."""
    cohort = found.cohort
    if not (cohort.wrong or cohort.refused):
        return ""
    wrong, refused = (number(value, names.language) for value in (cohort.wrong, cohort.refused))
    return names.words["left_out_text"].format(wrong=wrong, refused=refused)


def argued(flow: Flow, names: Names) -> str:
    """Whether the files say why these people get less urgent."""
    if not flow.less_urgent:
        return names.words["not_needed"]
    if flow.argued == flow.cases:
        return names.words["argued_all"].format(entries=", ".join(flow.entries))
    return names.words["argued_some"].format(cases=number(flow.cases - flow.argued, names.language))


def conditions_title(flow: Flow | Gap, names: Names) -> str:
    """What the conditions of a flow are conditions of."""
    down = isinstance(flow, Gap) or flow.less_urgent
    urgency = names.urgency(flow.before if down else flow.after)
    return names.words["conditions_down" if down else "conditions_up"].format(urgency=urgency)


def work_rows(found: CohortComparison, names: Names) -> Sequence[Sequence[str]]:
    """The workload with its head."""
    words, language = names.words, names.language
    rows = [[words[column] for column in ("work", "before", "after", "change")]]
    for one in found.workload:
        numbers = (number(value, language) for value in (one.before_per_100_000, one.after_per_100_000))
        rows.append([words[one.urgency], *numbers, signed(one.change_per_100_000, language)])
    return rows


def missed_rows(found: CohortComparison, names: Names) -> Sequence[Sequence[str]]:
    """The missed clots with their head."""
    words, language = names.words, names.language
    rows = [[words[column] for column in ("cause", "have", "expected", "before", "after", "change")]]
    for one in found.missed:
        told = [
            f"{number(missed, language)} ({number(nearly, language)})"
            for missed, nearly in ((one.before, one.before_nearly), (one.after, one.after_nearly))
        ]
        change = signed(one.after - one.before, language)
        people = number(one.people, language)
        rows.append([words[one.cause], people, names.urgency(one.expected), *told, change])
    return rows


def unfinished_rows(found: Unfinished, names: Names) -> Sequence[Sequence[str]]:
    """What open answers can still lead to, with its head: each shift, and how many answers are final."""
    words, language = names.words, names.language
    rows = [[words[column] for column in ("work", "before", "after", "people")]]
    for name, shifts in (("lowest", found.lowest), ("highest", found.highest)):
        for one in shifts:
            urgencies = names.urgency(one.before), names.urgency(one.after)
            rows.append([words[name], *urgencies, number(one.cases, language)])
    final = found.final_before, found.final_after
    rows.append([words["final"], *(number(value, language) for value in final), signed(final[1] - final[0], language)])
    return rows


def table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows as columns: the first to the left, the others to the right."""
    rows = list(rows)
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield "  " + "  ".join(cells)


def _head(found: CohortComparison, names: Names) -> Iterator[str]:
    words = names.words
    yield words["title"]
    yield f"  {words['base']}: {found.base} ({found.base_version})"
    yield f"  {words['edited']}: {found.version}, sha256 {found.sha256[:12]}"
    yield f"  {words['cohort']}: {found.cohort.name}, {number(found.cohort.cases, names.language)}"
    if told := left_out(found, names):
        yield f"  {words['left_out']}: {told}"
        yield from (f"    {line}" for line in found.cohort.told)
    if found.cohort.synthetic:
        yield f"  {words['synthetic']}"
    yield ""
    yield from summary(found, names)


def _flow(found: CohortComparison, flow: Flow, names: Names) -> Iterator[str]:
    words, language = names.words, names.language
    kind = words["less_urgent" if flow.less_urgent else "safer"]
    people = words["share"].format(cases=number(flow.cases, language), per=number(flow.per_100_000, language))
    yield f"{kind}: {names.urgency(flow.before)} -> {names.urgency(flow.after)}: {people}"
    if flow.less_urgent:
        yield f"  {words['argued']}: {argued(flow, names)}"
    for one in flow.rules[:_MOST_RULES]:
        yield f"  {number(one.cases, language):>10}  {names.rule(one.before)} -> {names.rule(one.after)}"
    if len(flow.rules) > _MOST_RULES:
        yield f"  {words['more']}"
    if not found.not_comparable:
        yield from _conditions(flow, names)


def _conditions(flow: Flow | Gap, names: Names) -> Iterator[str]:
    if not flow.conditions:
        yield f"  {names.words['no_conditions']}"
        return
    yield f"  {conditions_title(flow, names)}"
    yield from (f"    - {names.condition(answers)}" for answers in flow.conditions[:_MOST_CONDITIONS])
    if flow.more or len(flow.conditions) > _MOST_CONDITIONS:
        yield f"    {names.words['more']}"


def _gap(gap: Gap, names: Names) -> Iterator[str]:
    of = f" ({names.words['gap_unsure'].format(finding=names.finding(gap.unsure))})" if gap.unsure else ""
    yield f"{names.urgency(gap.before)} -> {names.urgency(gap.after)}{of}"
    yield from _conditions(gap, names)
