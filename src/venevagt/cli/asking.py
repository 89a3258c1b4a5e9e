"""Ask a person in the terminal, and stop with the right words and exit code where the person does."""

from collections.abc import Callable, Mapping, Sequence

import click

from venevagt.care.assess import assess
from venevagt.care.cases import Answer
from venevagt.cli.common import BAD_INPUT, STOPPED, write_json
from venevagt.cli.interview import Interview
from venevagt.cli.page import Page, Quit
from venevagt.knowledge.model import Model

_Answers = Mapping[str, Answer]


def interview(model: Model, language: str, *, as_json: bool) -> int:
    """Ask until there is a result, show it, and give the exit code.

    With `as_json` the pages go to standard error and the assessment to standard output.
    """
    try:
        answers = ask_person(model, language, lambda _: (), err=as_json)
    except Stopped as stopped:
        return stopped.code
    if as_json:
        write_json(assess(model, answers, language=language), indent=True)
    return 0


class Stopped(Exception):
    """The person stopped, or there was nothing more to read; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def ask_person(model: Model, language: str, also: Callable[[_Answers], Sequence[str]], *, err: bool) -> _Answers:
    """The answers of an interview with its result, and of what `also` asks for after it, as long as it does.

    Raises Stopped, with a message already shown, where the person stops before that.
    """
    page = Page(model, language, err=err)
    try:
        talk = Interview(model, language, page)
        talk.run()
        while names := also(talk.answers):
            talk.ask_also(names)
    except (KeyboardInterrupt, Quit):
        click.echo("\n" + page.words("stopped"), err=True)
        raise Stopped(STOPPED) from None
    except EOFError:
        click.echo(page.words("no_more_input"), err=True)
        raise Stopped(BAD_INPUT) from None
    return talk.answers
