"""What the commands for plans share: one case from a file, or a person's answers; and 112 before any plan."""

import sys
from collections.abc import Mapping
from datetime import date

import click

from venevagt.care.cases import Answer
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.followup import danger, red_flags
from venevagt.care.plan_words import plan_words
from venevagt.care.services import danish_now
from venevagt.care.words import filled
from venevagt.cli.case_files import BadInput, open_cases, opened
from venevagt.cli.common import BAD_INPUT, write_json
from venevagt.cli.page import Page
from venevagt.cli.plan_questions import Enough, ask_day, ask_plan
from venevagt.cli.result import show_result
from venevagt.knowledge.model import Model
from venevagt.knowledge.plans import PlanKnowledge

PAST = "--signs-are-past"
past_option = click.option(
    PAST, "signs_are_past", is_flag=True, help="Red flags in the case are from before; a doctor has seen to them."
)


def one_case(model: Model, name: str) -> Mapping[str, Answer]:
    """The one case of a file, checked. Raises BadInput and CaseError."""
    with opened(name) as stream:
        cases = open_cases("standard input" if name == "-" else name, stream)
        if cases.many:
            raise BadInput(f"{name}: many cases, expected one: a plan is for one person")
        (entry,) = cases.entries
    read_clinical_case(model, entry.value)
    checked: Mapping[str, Answer] = entry.value
    return checked


def asked(
    model: Model, language: str, plan: PlanKnowledge, *, as_json: bool, enough: Enough
) -> Mapping[str, Answer] | None:
    """The person's own answers; None where 112 was shown. With `as_json` the pages go to standard error."""
    page = Page(model, language, err=as_json)
    page.line(page.words("advises"))
    try:
        return ask_plan(model, language, page, plan, enough=enough)
    except EOFError:
        click.echo(page.words("no_more_input"), err=True)
        sys.exit(BAD_INPUT)


def asked_day(model: Model, language: str, plan: PlanKnowledge, *, as_json: bool) -> date:
    """The day from which the plan counts, from the person; as `asked`."""
    page = Page(model, language, err=as_json)
    try:
        return ask_day(page, plan_words(model, language, plan), danish_now().date())
    except EOFError:
        click.echo(page.words("no_more_input"), err=True)
        sys.exit(BAD_INPUT)


def danger_shown(
    model: Model, language: str, plan: PlanKnowledge, answers: Mapping[str, Answer], *, as_json: bool
) -> bool:
    """Where the case has a red flag: 112 in the place of the plan, and how to have the plan where it is past."""
    found = danger(model, answers, language=language)
    if found is None:
        return False
    if as_json:
        write_json(found, indent=True)
    else:
        show_result(model, found, {name: answers[name] for name in red_flags(model) if name in answers})
    click.echo(filled(plan_words(model, language, plan)["page_danger_old"], option=PAST), err=True)
    return True
