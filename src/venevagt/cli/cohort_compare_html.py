"""What a change does to a cohort, as one HTML file that asks nothing of the network and runs no script."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from venevagt.cli.cohort_compare_names import Names
from venevagt.cli.cohort_compare_text import (
    argued,
    conditions_title,
    left_out,
    missed_rows,
    summary,
    unfinished_rows,
    work_rows,
)
from venevagt.cli.cohort_compare_words import number
from venevagt.cli.flow_svg import drawing
from venevagt.cohort.compare_report import CohortComparison, Flow, Gap

Rows = Sequence[Sequence[str]]


class _Flow(Struct, frozen=True):
    """One flow in words; `rules` has its head as first row."""

    title: str
    people: str
    less_urgent: bool
    good: bool
    argued: str
    rules: Rows
    conditions_title: str
    conditions: Sequence[str]
    more: bool


def to_html(found: CohortComparison, names: Names) -> bytes:
    """The whole page; every word from the knowledge is escaped."""
    templates = Environment(
        loader=PackageLoader("venevagt.cli"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = templates.get_template("cohort-compare.html").render(
        found=found,
        words=names.words,
        language=names.language,
        summary=list(summary(found, names)),
        left_out=left_out(found, names),
        counted=number(found.cohort.cases, names.language),
        drawing=Markup(drawing(found.flows, names)) if found.flows else "",  # noqa: S704 - every word in it is escaped
        flow_rows=_flow_rows(found, names),
        flows=[_flow(flow, names) for flow in found.flows],
        work=work_rows(found, names),
        missed=missed_rows(found, names),
        unfinished=unfinished_rows(found.unfinished, names) if found.unfinished else (),
        unsure=_unsure(found, names),
        gaps=[_gap(gap, names) for gap in found.gaps],
    )
    return page.encode("utf-8")


def _flow_rows(found: CohortComparison, names: Names) -> Rows:
    words, language = names.words, names.language
    rows = [[words[column] for column in ("from", "to", "people", "per", "argued")]]
    for flow in found.flows:
        numbers = number(flow.cases, language), number(flow.per_100_000, language)
        rows.append([names.urgency(flow.before), names.urgency(flow.after), *numbers, argued(flow, names)])
    return rows


def _flow(flow: Flow, names: Names) -> _Flow:
    words, language = names.words, names.language
    head = [words[column] for column in ("rule_before", "rule_after", "people")]
    rules = [[names.rule(one.before), names.rule(one.after), number(one.cases, language)] for one in flow.rules]
    return _Flow(
        title=_title(flow, names),
        people=words["share"].format(cases=number(flow.cases, language), per=number(flow.per_100_000, language)),
        less_urgent=flow.less_urgent,
        good=flow.argued == flow.cases,
        argued=argued(flow, names),
        rules=[head, *rules],
        conditions_title=conditions_title(flow, names),
        conditions=[names.condition(answers) for answers in flow.conditions],
        more=flow.more,
    )


def _gap(gap: Gap, names: Names) -> _Flow:
    of = names.words["gap_unsure"].format(finding=names.finding(gap.unsure)) if gap.unsure else ""
    conditions = [names.condition(answers) for answers in gap.conditions]
    return _Flow(_title(gap, names), of, True, False, "", (), conditions_title(gap, names), conditions, gap.more)


def _title(flow: Flow | Gap, names: Names) -> str:
    return f"{names.urgency(flow.before)} \N{RIGHTWARDS ARROW} {names.urgency(flow.after)}"


def _unsure(found: CohortComparison, names: Names) -> Rows:
    head = [names.words[column] for column in ("finding", "before", "after")]
    return [head, *([f"{names.finding(name)} ({name})", *pair] for name, pair in found.unsure.items())]
