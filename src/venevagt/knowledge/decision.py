"""The rules as one decision: which comes first, what decides, and the diagram of it all."""

from itertools import pairwise

from venevagt.knowledge.model import Advice, Decision, Model, Rule
from venevagt.knowledge.problems import KnowledgeError, Problem
from venevagt.knowledge.shape import Urgency
from venevagt.logic.diagram import Builder, Node, Outcome, Question, TooManyNodes, decision
from venevagt.logic.domain import Domain, domains
from venevagt.logic.expression import And, Expression, Not, Or, Value
from venevagt.logic.substitution import decision_by_substitution


def rank(model: Model, urgency: Urgency) -> int:
    """The place of an urgency, 0 for the mildest."""
    return model.about.urgencies.index(urgency)


def rules_in_order(model: Model) -> tuple[Rule, ...]:
    """The rules from the most urgent to the mildest; the first that holds decides."""
    return tuple(sorted(model.rules.values(), key=lambda rule: -rank(model, rule.urgency)))


def speaks(model: Model) -> tuple[tuple[Rule, Expression], ...]:
    """Each rule, in order, with the condition under which it decides.

    What is milder than the default has to be earned: every rule above it must be answered and not
    hold. Until then it is not true, so that an open question is never a reason to stay at home.
    """
    default = rank(model, model.about.default_urgency)
    ordered = [(rule, condition_of(rule)) for rule in rules_in_order(model)]
    above = tuple(condition for rule, condition in ordered if rank(model, rule.urgency) >= default)
    return tuple(
        (rule, condition if rank(model, rule.urgency) >= default else And((condition, Not(Or(above)))))
        for rule, condition in ordered
    )


def condition_of(entry: Rule | Advice) -> Expression:
    """The condition as a tree; loading has made sure that there is one."""
    assert entry.condition is not None, entry.id
    return entry.condition


def worth_asking(model: Model) -> tuple[Advice, ...]:
    """The advice for whose sake the interview asks."""
    return tuple(entry for entry in model.advice.values() if entry.worth_asking)


def order(model: Model) -> tuple[Domain, ...]:
    """The domains of all variables that decide something, in the order of the screens."""
    expressions = [condition_of(rule) for rule in model.rules.values()]
    expressions += [e for entry in model.advice.values() for e in (entry.condition, entry.exception) if e is not None]
    vocabulary = {name: finding.variable for name, finding in model.findings.items()}
    found = domains(expressions, vocabulary)
    asked = [name for screen in model.screens.values() for name in screen.findings]
    return tuple(found[name] for name in asked if name in found)


def urgency_conditions(model: Model) -> list[tuple[Expression, int]]:
    """The rules for a complete case: in order, each with its urgency's rank as outcome."""
    return [(condition_of(rule), rank(model, rule.urgency)) for rule in rules_in_order(model)]


def urgency_of_every_case(builder: Builder, model: Model) -> Node:
    """The diagram of the rules, with the urgency's rank as outcome."""
    return decision(builder, urgency_conditions(model), rank(model, model.about.default_urgency))


def build(model: Model) -> Decision:
    """The diagram whose outcome says the urgency, and which of the advice worth asking for is given.

    Outcome = rank * 2**k + one bit for each of the k pieces of advice worth asking for.
    Raises KnowledgeError where the rules are too entangled for a diagram.
    """
    try:
        return _build(model)
    except TooManyNodes as error:
        raise KnowledgeError([Problem("triage", 1, 1, f"the rules together: {error}")]) from None


def _build(model: Model) -> Decision:
    builder = Builder(order(model))
    urgency_root = urgency_of_every_case(builder, model)
    asking = worth_asking(model)
    advice_roots = tuple(builder.condition(condition_of(entry)) for entry in asking)

    def outcome(values: tuple[int, ...]) -> int:
        place, *wanted = values
        urgency = model.about.urgencies[place]
        bits = sum(given << bit for bit, given in enumerate(wanted) if urgency in asking[bit].urgencies)
        return (place << len(asking)) + bits

    root = builder.combine(outcome, (urgency_root, *advice_roots))
    mild, worst, both_ways = _directions(builder, urgency_root)
    nodes, root = _compact(builder, root)
    return Decision(builder.order, nodes, root, mild, worst, both_ways)


def proved(model: Model) -> bool:
    """Whether the diagram decides what the rules decide, for every complete case.

    Both are built into one diagram by different roads; alike for all cases means the same node.
    """
    builder = Builder(order(model))
    conditions = urgency_conditions(model)
    default = rank(model, model.about.default_urgency)
    from_rules = decision_by_substitution(builder, conditions, default)
    return from_rules == urgency_diagram(model, builder)


def urgency_diagram(model: Model, builder: Builder) -> Node:
    """The compiled diagram, copied into `builder`, with the urgency's rank alone as outcome."""
    assert model.decision is not None
    shift = len(worth_asking(model))
    copied: list[Node] = []
    for content in model.decision.nodes:
        if isinstance(content, Outcome):
            copied.append(builder.outcome(content.value >> shift))
        else:
            copied.append(builder.question(content.level, tuple(copied[branch] for branch in content.branches)))
    return copied[model.decision.root]


def _directions(builder: Builder, root: Node) -> tuple[dict[str, Value], dict[str, Value], tuple[str, ...]]:
    """For each variable its mildest and its worst value where it has one for every case."""
    mild: dict[str, Value] = {}
    worst: dict[str, Value] = {}
    both_ways = []
    questions = [builder.nodes[node] for node in builder.reachable(root)]
    for level, domain in enumerate(builder.order):
        pairs = [
            pair
            for content in questions
            if isinstance(content, Question) and content.level == level
            for pair in pairwise(content.branches)
        ]
        up = all(builder.everywhere(int.__le__, low, high) for low, high in pairs)
        down = all(builder.everywhere(int.__ge__, low, high) for low, high in pairs)
        first, last = domain.representatives[0], domain.representatives[-1]
        if up or down:
            mild[domain.name], worst[domain.name] = (first, last) if up else (last, first)
        else:
            both_ways.append(domain.name)
    return mild, worst, tuple(both_ways)


def _compact(builder: Builder, root: Node) -> tuple[tuple[Question | Outcome, ...], Node]:
    """The nodes below the root alone, numbered anew so that branches stand before their question."""
    numbers: dict[Node, int] = {}
    nodes: list[Question | Outcome] = []

    def visit(node: Node) -> int:
        if node not in numbers:
            content = builder.nodes[node]
            if isinstance(content, Question):
                content = Question(content.level, tuple(visit(branch) for branch in content.branches))
            numbers[node] = len(nodes)
            nodes.append(content)
        return numbers[node]

    visit(root)
    return tuple(nodes), numbers[root]
