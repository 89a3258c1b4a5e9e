"""The scales, the numbers and what is open, as tables and lines."""

from collections.abc import Iterator, Mapping

from venevagt.safety_case.names import Names, links_to, one_line, plain, sources_of
from venevagt.safety_case.shapes import Group, Link, ProofTrace, Row, Table
from venevagt.safety_case.tables import unnamed
from venevagt.safety_case.words import PROOF


def scales(names: Names) -> Iterator[Table]:
    """The words of the scale with what they mean, then the levels and who owns hazards."""
    scale = names.model.risk
    for anchor, title, words in (
        ("severity", "Severity", scale.severities),
        ("likelihood", "Likelihood", scale.likelihoods),
    ):
        yield Table(anchor, title, "", ("Word", "Meaning"), (1, 4), _meanings(words))
    rows = tuple(Row(((Group(risk=risk),), (Group(risk.means),))) for risk in map(names.risk, _levels(names)))
    yield Table("levels", "Levels", "", ("Level", "A risk that is left"), (1, 4), rows)
    yield Table("owners", "Owners", "", ("Owner", "Who that is"), (1, 4), _meanings(scale.owners))


def _meanings(words: Mapping[str, str]) -> tuple[Row, ...]:
    return tuple(Row(((Group(plain(word)),), (Group(one_line(meaning)),))) for word, meaning in words.items())


def _levels(names: Names) -> list[int]:
    return sorted({level for row in names.model.risk.levels.values() for level in row})


def numbers(names: Names) -> Iterator[Table]:
    """How many hazards of each level, all of them at a glance, and those with more than an acceptable risk left."""
    scale, hazards = names.model.risk, names.model.hazards.values()
    before = {one.id: scale.level(one.severity, one.likelihood) for one in hazards}
    after = {one.id: scale.level(one.residual.severity, one.residual.likelihood) for one in hazards}
    counts = [
        Row(
            (
                (Group(risk=names.risk(level)),),
                (Group(str(list(before.values()).count(level))),),
                (Group(str(list(after.values()).count(level))),),
            )
        )
        for level in _levels(names)
    ]
    intro = f"{len(before)} hazards, {len(names.model.properties)} properties, {len(names.model.rules)} rules."
    columns = ("Level", "Hazards without controls", "Hazards with controls")
    yield Table("by-level", "Hazards by level", intro, columns, (2, 3, 3), tuple(counts))
    glance = tuple(
        Row(
            (
                (Group(links=(names.hazard(one.id),)), Group(one_line(one.hazard))),
                (Group(risk=names.risk(before[one.id])),),
                (Group(risk=names.risk(after[one.id])),),
                (Group(plain(one.owner)),),
            )
        )
        for one in hazards
    )
    shown = ("Hazard", "Without controls", "Left", "Owner")
    yield Table("at-a-glance", "All hazards at a glance", "", shown, (6, 2, 2, 2), glance)
    left = tuple(
        Row(
            (
                (Group(links=(names.hazard(one.id),)),),
                (Group(risk=names.risk(after[one.id])),),
                (Group(one_line(one.residual.why)),),
            )
        )
        for one in hazards
        if after[one.id] > scale.acceptable
    )
    title = f"Hazards with a risk above level {scale.acceptable} left"
    yield Table("left-above", title, "", ("Hazard", "Left", "Why it is taken"), (3, 2, 5), left)


def open_things(names: Names, proofs: Mapping[str, ProofTrace]) -> Iterator[Group]:
    """What somebody still has to do or to know, in lines; nothing where nothing is open."""
    for found in (
        _proofs(proofs),
        _secondary(names),
        _excepted(names),
        _operator_only(names),
        _without_source(names),
        _never_named(names),
    ):
        if found.links:
            yield found


def _proofs(proofs: Mapping[str, ProofTrace]) -> Group:
    refuted = [name for name, proof in proofs.items() if proof.state == "refuted"]
    if refuted:
        return Group("Do not hold as they are written:", links_to("properties", refuted), "Refuted properties")
    not_proved = [name for name, proof in proofs.items() if proof.state == "not_proved"]
    return Group(PROOF["not_proved"], links_to("properties", not_proved), "Properties not proved")


def _secondary(names: Names) -> Group:
    sources = names.model.sources
    found = [name for name, source in sources.items() if source.status == "secondary"]
    text = f"{len(found)} of {len(sources)} are taken from a summary, still to be checked against the source itself:"
    return Group(text, sources_of(found), "Sources not read yet")


def _excepted(names: Names) -> Group:
    found = [entry.id for entry in names.model.properties.values() if entry.exceptions]
    count = sum(len(entry.exceptions) for entry in names.model.properties.values())
    return Group(f"{count}, each with its reason, in:", links_to("properties", found), "Exceptions from properties")


def _operator_only(names: Names) -> Group:
    found = (
        hazard.id
        for hazard, control in names.all_controls()
        if [group.title for group in names.evidence(control)] == ["Operator's duty"]
    )
    return Group("A control is nothing but a duty of the operator in:", names.hazards(found), "Left to the operator")


def _without_source(names: Names) -> Group:
    found = (hazard.id for hazard in names.model.hazards.values() if not hazard.sources)
    return Group("None is named for the hazard itself in:", names.hazards(found), "Hazards without a source")


def _never_named(names: Names) -> Group:
    count = sum(len(found) for _, found in unnamed(names))
    link = (Link("the last table", "unnamed"),) if count else ()
    return Group(f"{count} entries that no hazard names, in", link, "Named by no hazard")
