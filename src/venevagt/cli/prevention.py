"""`venevagt prevention`: the plan against a clot, from a few questions or from a case."""

import sys
from pathlib import Path

import click
import msgspec

from venevagt.care.cases import CaseError
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.plan_words import line_words, plan_words, question_words
from venevagt.care.prevention import PreventionPlan, prevention
from venevagt.care.services import danish_now
from venevagt.cli.case_files import BadInput
from venevagt.cli.common import STOPPED, fail, knowledge_option, language_option, open_model, pick_language, write_json
from venevagt.cli.page import Page, Quit
from venevagt.cli.plan_cases import asked, danger_shown, one_case, past_option
from venevagt.knowledge.model import Model
from venevagt.knowledge.prevention import PARTS


@click.command("prevention")
@click.option("--case", "case_file", metavar="FILE|-", help="Plan for one case: JSON or YAML. Else you are asked.")
@past_option
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@language_option
@knowledge_option
def command(
    case_file: str | None, signs_are_past: bool, as_json: bool, language: str | None, directory: Path | None
) -> None:
    """Make a plan against a blood clot: everyday life, travel, surgery, pregnancy, cancer, illness in bed.

    It first asks for the signs that mean 112. What only a doctor decides is said so. What is not known is
    asked for, and never taken for a no.

    \b
    Exit codes: 0 planned, or 112 shown; 2 bad input; 130 stopped with q or Ctrl-C.
    """
    model = open_model(directory)
    spoken = pick_language(model, language)
    knowledge = model.recovery.prevention.plan
    try:
        if case_file is None:
            answers = asked(model, spoken, knowledge, as_json=as_json, enough=lambda _: False)
        else:
            answers = one_case(model, case_file)
            if not signs_are_past and danger_shown(model, spoken, knowledge, answers, as_json=as_json):
                answers = None
        if answers is None:
            sys.exit(0)
        found = prevention(model, read_clinical_case(model, answers))
    except (BadInput, CaseError) as error:
        fail(str(error))
    except (KeyboardInterrupt, Quit):
        sys.exit(STOPPED)
    if as_json:
        write_json(_as_json(model, spoken, found), indent=True)
    else:
        _show(model, spoken, found)


def _show(model: Model, language: str, found: PreventionPlan) -> None:
    """The whole plan, 112 first."""
    knowledge = model.recovery.prevention.plan
    words = plan_words(model, language, knowledge)
    on = danish_now().date()
    page = Page(model, language)
    page.top()
    page.heading(words["page_plan"])
    page.line(words["page_advises"])
    for part in PARTS:
        lines = [line for line in found.lines if line.part == part]
        if lines:
            page.heading(words[f"part_{part}"])
        for line in lines:
            text = line_words(model, language, knowledge, line.id, on)
            page.rows([("-", f"{text} {words['page_doctor_decides']}" if line.decided_by == "doctor" else text)])
    if found.ask:
        page.heading(words["page_unknown"])
        page.line(words["page_unknown_hint"])
    page.rows(("?", question_words(model, language, knowledge, name)) for name in found.ask)
    page.heading(words["page_sources"])
    sources = ((name, source.citation) for name, source in model.sources.items() if name in found.sources)
    page.rows(sources, one_line=True)


def _as_json(model: Model, language: str, found: PreventionPlan) -> object:
    """The plan with its words."""
    knowledge = model.recovery.prevention.plan
    on = danish_now().date()
    texts = {line.id: line_words(model, language, knowledge, line.id, on) for line in found.lines}
    texts |= {f"ask_{name}": question_words(model, language, knowledge, name) for name in found.ask}
    built: dict[str, object] = msgspec.to_builtins(found)
    return {"language": language, "knowledge": model.about.version, "sha256": model.sha256, **built, "texts": texts}
