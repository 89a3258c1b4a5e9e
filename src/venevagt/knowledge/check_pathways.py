"""What has to hold of the diagnostic pathways: every step leads on, to an end, and without a loop."""

from collections.abc import Iterable, Iterator, Mapping

from venevagt.knowledge.articles import placeholders
from venevagt.knowledge.clinical import Band
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.pathways import Pathway, Step, every_step, reachable
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.problems import Problem
from venevagt.logic.nearest import did_you_mean

_Inside = tuple[str | int, ...]
_ONE_OF = "when, score, test, then or end"


def step_sources(pathway: Pathway) -> Iterator[str]:
    """The sources that a pathway's steps and variants name."""
    for variant in pathway.variants.values():
        yield from variant.sources
    for _, step in every_step(pathway):
        yield from step.sources


def pathways_fit(loaded: Loaded) -> Iterator[Problem]:
    """Each step is whole and names what there is; every step, variant and pathway has its words."""
    for name, pathway in loaded.model.clinical.pathways.items():
        if pathway.variant in pathway.variants:
            message = f"{pathway.variant!r} is the pathway's own variant, expected another"
            yield at(loaded, "pathways", name, message, path=("variants", pathway.variant))
        for key, variant in pathway.variants.items():
            inside: _Inside = ("variants", key, "sources")
            yield from _sources(loaded, name, variant.sources, inside, f"the variant {key!r}")
        for place, step in every_step(pathway):
            yield from _sources(loaded, name, step.sources, (*place, "sources"), f"the step {step.id!r}")
            yield from _step(loaded, pathway, step, place)
        yield from _words(loaded, pathway)


def pathways_end(loaded: Loaded) -> Iterator[Problem]:
    """In every variant each step can be reached, leads to steps that there are, and never back to itself."""
    pathways = loaded.model.clinical.pathways
    for name, pathway in pathways.items():
        yield from _ways(loaded, pathway, pathway.steps, ())
        for key, variant in pathway.variants.items():
            yield from _ways(loaded, pathway, {**pathway.steps, **variant.steps}, ("variants", key))
        if name in _after(pathways, name):
            yield at(loaded, "pathways", name, f"{name!r} hands over to pathways that lead back to it, expected an end")


def _after(pathways: Mapping[str, Pathway], name: str) -> set[str]:
    """Every pathway that a patient of this one can be handed over to, also over others."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        here = pathways.get(waiting.pop())
        new = {step.pathway for _, step in every_step(here) if step.pathway} - found if here else set()
        found |= new
        waiting += new
    return found


def _sources(loaded: Loaded, name: str, sources: tuple[str, ...], path: _Inside, what: str) -> Iterator[Problem]:
    if not sources:
        yield at(loaded, "pathways", name, f"{what} has no source, expected at least one", path=path)
    yield from unknown(loaded, "pathways", name, path, sources, loaded.model.sources, "source")


def _step(loaded: Loaded, pathway: Pathway, step: Step, place: _Inside) -> Iterator[Problem]:
    """What is wrong with a step by itself."""

    def problem(message: str, *inside: str | int, help_line: str = "") -> Problem:
        return at(loaded, "pathways", pathway.id, message, help_line, (*place, *inside))

    if len(step.kinds) != 1:
        yield problem(f"{step.id!r} has {' and '.join(step.kinds) or 'no kind'}, expected one of {_ONE_OF}")
        return
    yield from (problem(*wrong) for wrong in _fields_of_other_kinds(step))
    model = loaded.model
    match step.kind:
        case "question":
            if not (step.yes and step.no):
                yield problem(f"the question {step.id!r}, expected 'yes' and 'no' with the step each leads to")
        case "score":
            bands = _bands(loaded, step.score)
            if bands is None:
                yield problem(
                    f"unknown score {step.score!r}", "score", help_line=_near(step.score, model.clinical.scores)
                )
            elif set(step.bands) != set(bands):
                yield problem(f"bands {list(step.bands)}, expected {list(bands)}", "bands")
            for band in step.high:
                if band not in step.bands:
                    yield problem(f"unknown band {band!r}", "high", help_line=_near(band, step.bands))
        case "test":
            yield from (problem(*wrong) for wrong in _test(loaded, step))
            yield from (problem(*wrong) for wrong in _times(pathway, step))
        case "end":
            if (step.end == "pathway") != bool(step.pathway):
                yield problem(f"the end {step.id!r}, expected 'pathway: ID' with 'end: pathway' and only there")
            elif step.pathway and step.pathway not in model.clinical.pathways:
                near = _near(step.pathway, model.clinical.pathways)
                yield problem(f"unknown pathway {step.pathway!r}", "pathway", help_line=near)


def _near(word: str, known: Iterable[str]) -> str:
    return did_you_mean(word, known)


_FIELDS = {
    "question": ("when", "yes", "no"),
    "score": ("score", "bands", "high"),
    "test": ("test", "results", "limit", "within_hours", "while_waiting", "days"),
    "action": ("then",),
    "end": ("end", "pathway"),
}


def _fields_of_other_kinds(step: Step) -> Iterator[tuple[str, str]]:
    for kind, fields in _FIELDS.items():
        for field in fields if kind != step.kind else ():
            if getattr(step, field) not in ("", (), {}, None):
                yield (f"{field!r} in a step of the kind {step.kind}, expected {', '.join(_FIELDS[step.kind])}", field)


def _bands(loaded: Loaded, name: str) -> Mapping[str, Band] | None:
    """The bands of a score, or of name@version; None where there is none."""
    wanted, _, version = name.partition("@")
    score = loaded.model.clinical.scores.get(wanted)
    if score is None or (version and version != score.version and version not in score.versions):
        return None
    other = score.versions.get(version)
    return (other.bands if other else None) or score.bands


def _test(loaded: Loaded, step: Step) -> Iterator[tuple[str, str]]:
    """What is wrong with a test's finding and its results: the message, then the field."""
    findings = loaded.model.clinical.findings
    finding = findings.get(step.test)
    take = step.while_waiting.take if step.while_waiting is not None else ()
    for name in take:
        if name not in findings:
            yield (f"unknown finding {name!r} to take while waiting", "while_waiting")
    if finding is None:
        yield (f"unknown finding {step.test!r}, expected one of clinical/findings", "test")
        return
    results = {"yes_no": ("yes", "no"), "number": ("positive", "negative"), "choice": finding.options}[finding.type]
    if set(step.results) != set(results):
        yield (f"results {list(step.results)}, expected {list(results)}", "results")
    if (finding.type == "number") != (step.limit is not None):
        yield (f"the test {step.test!r} is a {finding.type}, expected 'limit' for a number and only there", "limit")


def _times(pathway: Pathway, step: Step) -> Iterator[tuple[str, str]]:
    """A result has a time, and is not waited for longer than may go untreated without anticoagulation."""
    waiting = step.while_waiting
    if (step.within_hours is None) == (not step.days):
        yield (f"the test {step.id!r}, expected 'within_hours' or, where it is repeated, 'days'", "test")
    elif step.days and (len(step.days) != 2 or not 0 < step.days[0] <= step.days[1]):
        yield (f"days {list(step.days)}, expected the first and the last day", "days")
    elif step.within_hours is not None:
        if not 0 <= step.within_hours <= pathway.untreated_hours:
            message = f"{step.within_hours:g} hours untreated, expected 0 to {pathway.untreated_hours:g}"
            yield (f"{message} (untreated_hours), and interim anticoagulation after that", "within_hours")
        if waiting is not None and not waiting.interim:
            yield ("waits without anticoagulation, expected 'interim: true' or no 'while_waiting'", "while_waiting")
        if waiting is not None and waiting.at_most_hours is not None and waiting.at_most_hours <= step.within_hours:
            message = f"at most {waiting.at_most_hours:g} hours, expected more than within_hours {step.within_hours:g}"
            yield (message, "while_waiting")
    if step.days and waiting is not None:
        yield ("a repeated test has days, expected no 'while_waiting'", "while_waiting")


def _ways(loaded: Loaded, pathway: Pathway, steps: Mapping[str, Step], inside: _Inside) -> Iterator[Problem]:
    """What is wrong with the way through one variant; `inside`: the variant."""
    own = pathway.variants[str(inside[1])].steps if inside else pathway.steps

    def problem(message: str, *path: str | int, help_line: str = "") -> Problem:
        return at(loaded, "pathways", pathway.id, message, help_line, (*inside, *path))

    if pathway.start not in steps:
        yield at(
            loaded, "pathways", pathway.id, f"unknown step {pathway.start!r}", _near(pathway.start, steps), ("start",)
        )
        return
    reached = set(reachable(steps, pathway.start))
    for name, step in own.items():
        if name not in reached:
            yield problem(f"no way leads to the step {name!r}, expected one from {pathway.start!r}", "steps", name)
        for result, after in step.ways.items():
            if after and after not in steps:
                message = f"{result!r} leads to the unknown step {after!r}"
                yield problem(message, "steps", name, help_line=_near(after, steps))
    for name in reached:
        if steps[name].kinds and not steps[name].ways and steps[name].kind != "end":
            yield problem(f"the step {name!r} leads nowhere, expected a step after it or 'end'", "steps", name)
    for name in _loop(steps, pathway.start):
        message = f"the step {name!r} leads back to itself; a test that is repeated is a step of its own"
        yield problem(message, "steps", name)


def _loop(steps: Mapping[str, Step], start: str) -> Iterator[str]:
    """A step on each way that comes back to where it has been."""
    done: set[str] = set()
    stack: list[tuple[str, bool]] = [(start, False)]
    here: set[str] = set()
    while stack:
        name, leaving = stack.pop()
        if leaving:
            here.discard(name)
            done.add(name)
        elif name in here:
            yield name
        elif name in steps and name not in done:
            here.add(name)
            stack.append((name, True))
            stack += [(after, False) for after in dict.fromkeys(steps[name].ways.values())]


def _words(loaded: Loaded, pathway: Pathway) -> Iterator[Problem]:
    steps = {step.id for _, step in every_step(pathway)}
    variants = {pathway.variant, *pathway.variants}
    for language, texts in loaded.model.texts.items():
        text = texts.pathways.get(pathway.id)
        if text is None:
            continue
        where = f"text/{language}/pathways"
        for part, found, wanted in (("steps", text.steps, steps), ("variants", text.variants, variants)):
            wrong = sorted(wanted - set(found)) + sorted(set(found) - wanted)
            if wrong:
                message = f"{part} without words, or not of this pathway: {', '.join(wrong)}"
                yield at(loaded, where, pathway.id, message, path=(part,))
            for key, words in found.items():
                if not words.strip():
                    yield at(loaded, where, pathway.id, f"no words for {key!r}, expected some", path=(part, key))
        yield from _named(loaded, where, pathway.id, text.steps)


def _named(loaded: Loaded, where: str, pathway: str, steps: Mapping[str, str]) -> Iterator[Problem]:
    """A step names a pathway in braces, {pe}, so that its name is shown and not its id."""
    known = loaded.model.clinical.pathways
    for key, words in steps.items():
        try:
            fields = list(placeholders(words))
        except ValueError as error:
            yield at(loaded, where, pathway, f"a brace that does not fit: {error}", path=("steps", key))
            continue
        for field in fields:
            if field not in known:
                message = f"{{{field}}} names no pathway, expected the id of one"
                yield at(loaded, where, pathway, message, _near(field, known), ("steps", key))
