"""The decision diagram as Mermaid text: every question, or the way through the screens."""

from collections.abc import Iterator

from venevagt.care.engine import engine_for
from venevagt.care.interview import walk_for
from venevagt.knowledge.decision import worth_asking
from venevagt.knowledge.model import Model
from venevagt.logic.diagram import Node, Outcome, Question
from venevagt.logic.domain import Domain


def mermaid_questions(model: Model) -> str:
    """Every node of the diagram: a question with an arrow for each answer, or an outcome."""
    assert model.decision is not None
    lines = ["flowchart TD"]
    for number, content in enumerate(model.decision.nodes):
        if isinstance(content, Outcome):
            lines.append(f"  n{number}([{_outcome(model, content.value)}])")
            continue
        domain = model.decision.order[content.level]
        lines.append(f"  n{number}{{{domain.name}}}")
        lines += [f"  n{number} -- {answer} --> n{branch}" for answer, branch in _arrows(domain, content)]
    return "\n".join(lines)


def mermaid_screens(model: Model) -> str:
    """The screens in the order in which they can follow each other, with where each can end."""
    walk = walk_for(engine_for(model))
    arrows: dict[tuple[str, str], None] = {}
    waiting, seen = [walk.root], {walk.root}
    while waiting:
        node = waiting.pop()
        screen = walk.screen_at(node)
        if screen is None:
            continue
        for after in sorted(walk.exits(node, screen)):
            arrows[screen.id, _name(model, walk.screen_at(after), walk.builder.nodes[after])] = None
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return "\n".join(["flowchart TD", *(f"  {start} --> {end}" for start, end in sorted(arrows))])


def _name(model: Model, screen: object, content: Question | Outcome) -> str:
    if isinstance(content, Outcome):
        urgency = _urgency(model, content.value)
        return f"{urgency}([{urgency}])"
    return str(getattr(screen, "id", ""))


def _arrows(domain: Domain, content: Question) -> Iterator[tuple[str, Node]]:
    """The answers that lead to each branch, joined where they lead to the same."""
    for branch in dict.fromkeys(content.branches):
        alike = [index for index, target in enumerate(content.branches) if target == branch]
        answers = [domain.shown(index).removeprefix("from ") for index in alike]
        yield '"' + " or ".join(answers) + '"', branch


def _urgency(model: Model, outcome: int) -> str:
    return model.about.urgencies[outcome >> len(worth_asking(model))]


def _outcome(model: Model, outcome: int) -> str:
    asking = worth_asking(model)
    given = [entry.id for bit, entry in enumerate(asking) if outcome >> bit & 1]
    return '"' + "<br>".join([_urgency(model, outcome), *given]) + '"'
