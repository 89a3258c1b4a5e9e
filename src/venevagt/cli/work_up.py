"""`venevagt work-up`: a patient's way through a diagnostic pathway, walked, drawn or compared."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from venevagt.care.cases import CaseError
from venevagt.care.clinical_case import read_clinical_case
from venevagt.care.local_setup import read_setup
from venevagt.care.pathway_form import NO_SETUP, Route, UnknownPathway, route_of
from venevagt.care.score_form import Known
from venevagt.care.words import filled
from venevagt.care.work_up import WorkUp, walk
from venevagt.cli.case_files import BadInput, open_cases, opened
from venevagt.cli.common import (
    BAD_INPUT,
    STOPPED,
    fail,
    knowledge_option,
    language_option,
    open_model,
    pick_language,
    write_json,
)
from venevagt.knowledge.model import Model
from venevagt.knowledge.problems import KnowledgeError


@click.command("work-up")
@click.argument("name", metavar="list|draw|compare|PATHWAY")
@click.argument("more", metavar="[PATHWAY] [VARIANT VARIANT]", nargs=-1)
@click.option("--case", "case_file", metavar="FILE|-", help="The patient: JSON, YAML, or JSON Lines for many.")
@click.option(
    "--setup", "setup_file", metavar="FILE", type=click.Path(path_type=Path), help="How it is done here: YAML."
)
@click.option("--variant", metavar="NAME", help="Another variant, or several joined: whole_leg+age_adjusted.")
@click.option("--svg", "svg_file", metavar="FILE|-", help="Draw a picture into this file instead of Mermaid text.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@language_option
@knowledge_option
def command(
    name: str,
    more: tuple[str, ...],
    case_file: str | None,
    setup_file: Path | None,
    variant: str | None,
    svg_file: str | None,
    as_json: bool,
    language: str | None,
    directory: Path | None,
) -> None:
    """Walk a diagnostic pathway: where the patient stands, what is next, and the decision.

    \b
    venevagt work-up list                             the pathways and their variants
    venevagt work-up dvt --case FILE                  one patient, or many
    venevagt work-up dvt                              asked step by step
    venevagt work-up draw dvt [--case FILE]           as Mermaid text, the way marked
    venevagt work-up draw dvt --svg FILE              as a picture
    venevagt work-up compare dvt nice whole_leg       what differs, and for whom (--case)

    A finding that is absent or "unsure" is not known, and never counts as a no.
    Exit codes: 0 walked; 2 bad input; 130 stopped.
    """
    model = open_model(directory)
    spoken = pick_language(model, language)
    if svg_file is not None and name != "draw":
        fail("--svg is for a drawing: expected `venevagt work-up draw PATHWAY --svg FILE`")
    try:
        setup = NO_SETUP if setup_file is None else read_setup(model, setup_file)
        if name == "list":
            _no_more(more)
            _list(model, spoken, as_json=as_json)
        elif name == "compare":
            if len(more) != 3 or variant is not None:
                fail("expected `venevagt work-up compare PATHWAY VARIANT VARIANT`")
            routes = [route_of(model, more[0], one, setup) for one in more[1:]]
            sys.exit(_compare(model, spoken, routes, case_file, as_json=as_json))
        elif name == "draw":
            if len(more) != 1:
                fail("expected `venevagt work-up draw PATHWAY`")
            route = route_of(model, more[0], variant or "", setup)
            sys.exit(_draw(model, spoken, route, case_file, svg_file))
        else:
            route = route_of(model, name, variant or "", setup)
            _no_more(more)
            sys.exit(_walk(model, spoken, route, case_file, as_json=as_json))
    except (BadInput, UnknownPathway, KnowledgeError) as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def _no_more(more: tuple[str, ...]) -> None:
    if more:
        fail(f"{more[0][:60]!r}: expected nothing more, `venevagt work-up --help` shows how")


class _Patients:
    """The patients of a file one after the other; a bad one is named on standard error, and `code` says it."""

    def __init__(self, model: Model, case_file: str) -> None:
        self.model, self.case_file = model, case_file
        self.code = 0
        self.many = False

    def __iter__(self) -> Iterator[Known]:
        with opened(self.case_file) as stream:
            cases = open_cases("standard input" if self.case_file == "-" else self.case_file, stream)
            self.many = cases.many
            for line, value, error in cases.entries:
                try:
                    if error:
                        raise BadInput(error)
                    known = read_clinical_case(self.model, value)
                except (BadInput, CaseError) as problem:
                    click.echo(f"line {line}: {problem}" if cases.many else str(problem), err=True)
                    self.code = BAD_INPUT
                    continue
                yield known


def _list(model: Model, language: str, *, as_json: bool) -> None:
    if as_json:
        write_json(
            [
                {
                    "pathway": name,
                    "name": model.texts[language].pathways[name].name,
                    "whom": model.texts[language].pathways[name].whom,
                    "variant": pathway.variant,
                    "variants": list(pathway.variants),
                    "sources": pathway.sources,
                }
                for name, pathway in model.clinical.pathways.items()
            ],
            indent=True,
        )
        return
    from venevagt.cli.work_up_text import show_list

    show_list(model, language)


def _walk(model: Model, language: str, route: Route, case_file: str | None, *, as_json: bool) -> int:
    from venevagt.cli.work_up_text import interview, show_work_up

    if case_file is None:
        if as_json:
            fail(f"--json without --case: expected `venevagt work-up {route.pathway.id} --case FILE --json`")
        return interview(model, language, route)
    patients = _Patients(model, case_file)
    for known in patients:
        found = walk(model, route, known)
        if patients.many or as_json:
            write_json(found, indent=not patients.many)
        else:
            show_work_up(model, language, route, found)
    return patients.code


def _draw(model: Model, language: str, route: Route, case_file: str | None, svg_file: str | None) -> int:
    from venevagt.cli.pathway_drawing import mermaid_pathway, write_svg

    found: WorkUp | None = None
    code = 0
    if case_file is not None:
        patients = _Patients(model, case_file)
        for known in patients:
            if patients.many:
                raise BadInput(f"{case_file}: many cases, expected one to draw")
            found = walk(model, route, known)
        code = patients.code
    if case_file is not None and found is None:
        return code
    if svg_file is not None:
        write_svg(model, language, route, found, svg_file)
    else:
        click.echo(mermaid_pathway(model, language, route, found))
    return code


def _stands(found: WorkUp) -> tuple[object, ...]:
    """Where a patient is left: alike in two variants where these are the same."""
    ahead = found.next
    decided = None if found.decision is None else (found.decision.step, found.decision.pathway)
    return (decided, None if ahead is None else (ahead.findings, ahead.within_hours, ahead.interim, ahead.days))


def _compare(model: Model, language: str, routes: list[Route], case_file: str | None, *, as_json: bool) -> int:
    """What differs between two variants; with cases, where each leaves them."""
    from venevagt.cli.work_up_text import show_differences, show_ends

    if not as_json:
        show_differences(model, language, *routes)
    if case_file is None:
        if as_json:
            fail("--json without --case: expected `--case FILE` to compare over")
        return 0
    alike = every = 0
    patients = _Patients(model, case_file)
    for known in patients:
        ends = [walk(model, route, known) for route in routes]
        stands = [_stands(end) for end in ends]
        alike += stands[0] == stands[1]
        every += 1
        if as_json:
            write_json(ends, indent=not patients.many)
        elif not patients.many or stands[0] != stands[1]:
            show_ends(model, language, routes, ends)
    if not as_json:
        click.echo(filled(model.texts[language].clinic["way_same"], count=alike, all=every))
    return patients.code
