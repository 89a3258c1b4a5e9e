"""`venevagt knowledge`: the author's side. Check the files, explain an entry, draw the diagram."""

import sys
from datetime import date
from pathlib import Path

import click

from venevagt.cli.common import fail, knowledge_option, language_option, open_model, pick_language
from venevagt.knowledge.compiled import default_directory
from venevagt.knowledge.problems import KnowledgeError

PROBLEMS = 1
"""Exit code when the knowledge has problems or something in it has expired."""


@click.group("knowledge")
def command() -> None:
    """Check, explain and draw the knowledge base."""


@command.command("check")
@click.option("--date", "day", metavar="DAY", help="Check for this day (2027-03-01, or 'released'); else today.")
@knowledge_option
def check_command(day: str | None, directory: Path | None) -> None:
    """Check everything in the knowledge base, and what has expired.

    \b
    Exit codes: 0 sound (warnings may be printed); 1 problems or something expired; 2 bad use.
    """
    from venevagt.knowledge import check, decision, load

    folder = directory or default_directory()
    try:
        loaded = load.load(folder)
    except KnowledgeError as error:
        _report(error)
    if problems := check.check(loaded):
        _report(KnowledgeError(problems))
    try:
        decision.build(loaded.model)
    except KnowledgeError as error:
        _report(error)
    on = loaded.model.about.released if day == "released" else _day(day)
    over, soon = check.expired(loaded, on)
    for problem in soon:
        click.echo(f"warning: {problem}", err=True)
    if over:
        click.echo("\n".join(str(problem) for problem in over), err=True)
        click.echo(
            f"{len(over)} expired on {on}: a telephone number or a fact is not shown any more; "
            "rules, advice and articles go on and say that their review is due",
            err=True,
        )
        sys.exit(PROBLEMS)
    model = loaded.model
    click.echo(
        f"sound on {on}: {len(model.findings)} findings, {len(model.rules)} rules, {len(model.advice)} pieces of "
        f"advice, {len(model.services)} services, {len(model.sources)} sources, in {', '.join(model.about.languages)}"
    )


def _report(error: KnowledgeError) -> None:
    click.echo(str(error), err=True)
    click.echo(f"{len(error.problems)} problem{'s' if len(error.problems) > 1 else ''} found", err=True)
    sys.exit(PROBLEMS)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        fail(f"--date {text!r}: expected a day such as 2027-03-01, or 'released'")


@command.command("explain")
@click.argument("name", metavar="ID", required=False)
@language_option
@knowledge_option
def explain_command(name: str | None, language: str | None, directory: Path | None) -> None:
    """Show what a finding, rule, condition, advice or source says and where it is used.

    Without ID: list all ids.
    """
    from venevagt.cli.explain import explanation, listing
    from venevagt.logic.nearest import nearest

    model = open_model(directory)
    spoken = pick_language(model, language)
    if name is None:
        click.echo(listing(model, spoken))
        return
    text = explanation(model, spoken, name)
    if text is None:
        known = [*model.findings, *model.rules, *model.conditions, *model.advice, *model.sources]
        near = nearest(name, known)
        fail(f"unknown id {name[:60]!r}" + (f", did you mean {near!r}?" if near else "; without ID all are listed"))
    click.echo(text)


@command.command("diagram")
@click.option("--screens", is_flag=True, help="Draw the way through the screens instead of every question.")
@knowledge_option
def diagram_command(screens: bool, directory: Path | None) -> None:
    """Draw the decision diagram as Mermaid text (for a Markdown page, or mermaid.live)."""
    from venevagt.cli.drawing import mermaid_questions, mermaid_screens

    model = open_model(directory)
    click.echo(mermaid_screens(model) if screens else mermaid_questions(model))


@command.command("compare")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW", default=str(default_directory()), required=False)
@click.option("--argued", is_flag=True, help="Only: is anything less urgent than in the release OLD without a reason?")
@click.option("--cohort", "cases", metavar="FILE", help="Count the cases of this file (JSON Lines) that change.")
def compare_command(old: str, new: str, argued: bool, cases: str | None) -> None:
    """Show what differs between two versions: every class of case whose urgency changes, then the words.

    OLD and NEW are folders, git revisions or, for OLD, a release file; NEW is the knowledge at hand
    when left out. With --argued, each class that is less urgent needs an entry under lowerings: in
    hazards.yaml.

    \b
    Exit codes: 0; with --argued 1 when something is less urgent without a reason; 2 bad input.
    """
    from venevagt.cli.compare import comparison, counted, gate

    if argued:
        report, good = gate(old, new)
        click.echo(report)
        sys.exit(0 if good else PROBLEMS)
    click.echo(comparison(old, new))
    if cases is not None:
        click.echo(counted(old, new, cases))


@command.command("release")
@click.option("-o", "folder", metavar="DIR", default="releases", type=click.Path(path_type=Path), show_default=True)
@knowledge_option
def release_command(folder: Path, directory: Path | None) -> None:
    """Write down what this version answers, for `compare --argued` from now on."""
    from venevagt.knowledge.release import write_release

    model = open_model(directory)
    try:
        path = write_release(model, folder)
    except FileExistsError:
        fail(f"{folder}/{model.about.version}.json is there already: raise the version in knowledge.yaml first")
    except OSError as error:
        fail(f"{folder}: {error.strerror}, expected a folder that can be written")
    click.echo(f"wrote {path}")
