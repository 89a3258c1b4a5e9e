"""One step of the interview on the site: from what the form says to what the next page shows."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from venevagt.care.cases import Answer
from venevagt.care.engine import Engine
from venevagt.care.interview import Progress, Step, progress
from venevagt.server.forms import BadForm, Form, Mistake, encoded, read_answers, read_drafts, read_inputs

CHANGE = "change:"
"""A button's value: change the answers of the screen that is named after it."""


class State(Struct, frozen=True, kw_only=True):
    """What a page carries on. `drafts`: answers given before, shown again, that do not count now.

    `changing`: the page was opened from the result, to change what it asks.
    """

    answers: Mapping[str, Answer] = {}
    drafts: Mapping[str, Answer] = {}
    region: str = ""
    changing: bool = False


class ScreenView(Struct, frozen=True, kw_only=True):
    """A page of questions. `written`: what stands in its fields. `at_start`: nothing lies before it."""

    state: State
    step: Step
    one_by_one: bool
    written: Mapping[str, str]
    mistakes: tuple[Mistake, ...] = ()
    at_start: bool


class ResultView(Struct, frozen=True):
    """The end of the interview."""

    state: State
    done: Progress


View = ScreenView | ResultView


def start(engine: Engine) -> View:
    """The first page."""
    return _show(engine, State())


def respond(engine: Engine, form: Form) -> View:
    """The page that follows a form.

    Raises BadForm or CaseError for what this site never sends.
    """
    model = engine.model
    if form.screen and form.screen not in model.screens:
        raise BadForm("unknown screen")
    if form.region and form.region not in {service.region for service in model.services.values()}:
        raise BadForm("unknown region")
    asked = model.screens[form.screen].findings if form.screen else ()
    state = State(
        answers=read_answers(model, {name: text for name, text in form.fields.items() if name not in asked}),
        drafts=read_answers(model, form.drafts),
        region=form.region,
        changing=form.changing,
    )
    if form.do.startswith(CHANGE):
        return _change(engine, state, form.do.removeprefix(CHANGE))
    at = progress(engine, state.answers)
    if at.next is None or at.next.screen.id != form.screen:
        settled = replace(state, changing=False)
        return _back(engine, settled) if form.do == "back" and not form.screen else _show(engine, settled)
    written = {name: form.fields.get(name, "")[:100] for name in at.next.findings}
    here = ScreenView(
        state=state,
        step=at.next,
        one_by_one=form.one_by_one,
        written=written,
        at_start=not (at.answered or state.changing),
    )
    return _on_screen(engine, here, form.do)


def _on_screen(engine: Engine, here: ScreenView, do: str) -> View:
    match do:
        case "show":
            return here
        case "unsure":
            return replace(here, one_by_one=True)
        case "back":
            return _leave(engine, here)
        case "next" | "none":
            return _answer(engine, here, none=do == "none")
    raise BadForm("unknown button")


def _answer(engine: Engine, here: ScreenView, *, none: bool) -> View:
    answers, mistakes = read_inputs(engine.model, here.step, here.written, one_by_one=here.one_by_one, none=none)
    if mistakes:
        return replace(here, mistakes=mistakes)
    return _show(engine, replace(here.state, answers={**here.state.answers, **answers}, changing=False))


def _leave(engine: Engine, here: ScreenView) -> View:
    """Back: to the result when it was opened from there, from one-by-one to the list, else one page."""
    if here.state.changing:
        old = {name: here.state.drafts[name] for name in here.step.findings if name in here.state.drafts}
        return _show(engine, replace(here.state, answers={**here.state.answers, **old}, changing=False))
    if here.one_by_one:
        return replace(here, one_by_one=False)
    old = {name: answer for name, answer in here.state.drafts.items() if name not in here.step.findings}
    return _back(engine, replace(here.state, drafts={**old, **read_drafts(engine.model, here.step, here.written)}))


def _back(engine: Engine, state: State) -> View:
    """The page before, with its answers to be seen, but not counted."""
    done = progress(engine, state.answers)
    return _reopen(engine, state, done, done.answered[-1]) if done.answered else _show(engine, state)


def _change(engine: Engine, state: State, screen: str) -> View:
    """One page again, all other answers kept. Raises BadForm when it was not among the answered."""
    done = progress(engine, state.answers)
    step = next((step for step in done.answered if step.screen.id == screen), None)
    if step is None:
        raise BadForm("a screen that was not answered")
    return _reopen(engine, replace(state, changing=True), done, step)


def _reopen(engine: Engine, state: State, done: Progress, step: Step) -> View:
    taken = {name: done.answers[name] for name in step.findings}
    kept = {name: answer for name, answer in done.answers.items() if name not in taken}
    return _show(engine, replace(state, answers=kept, drafts={**state.drafts, **taken}))


def _show(engine: Engine, state: State) -> View:
    """The page for a state: what has become irrelevant is dropped, answers and drafts alike."""
    done = progress(engine, state.answers)
    if done.next is None:
        return ResultView(State(answers=done.answers, region=state.region), done)
    relevant = progress(engine, {**state.drafts, **done.answers}).answers
    drafts = {n: draft for n, draft in state.drafts.items() if n in relevant and n not in done.answers}
    shown = {name: drafts[name] for name in done.next.findings if name in drafts}
    return ScreenView(
        state=replace(state, answers=done.answers, drafts=drafts),
        step=done.next,
        one_by_one=done.next.screen.shape == "tick_list" and _in_doubt(engine, shown),
        written={name: _written(engine, name, answer) for name, answer in shown.items()},
        at_start=not (done.answered or state.changing),
    )


def _in_doubt(engine: Engine, shown: Mapping[str, Answer]) -> bool:
    return any(answer == "unsure" and engine.model.findings[name].type == "yes_no" for name, answer in shown.items())


def _written(engine: Engine, name: str, answer: Answer) -> str:
    """What stands in the field: a measurement that was not made leaves it empty."""
    return "" if answer == "unsure" and engine.model.findings[name].type == "number" else encoded(answer)
