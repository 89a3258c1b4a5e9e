"""The tables that trace both ways: from a hazard to its evidence, and from each piece of evidence to its hazards."""

from collections.abc import Iterator

from venevagt.logic.expression import names as used_in
from venevagt.safety_case.names import Names, anchor, links_to, one_line, plain, sources_of
from venevagt.safety_case.shapes import Group, Link, Row, Table
from venevagt.safety_case.words import EVIDENCE

_OTHER = ("advice", "texts", "tests", "documents")


def traces(names: Names) -> Iterator[Table]:
    """All tables, in the order of the document."""
    yield _hazards(names)
    yield _rules(names)
    yield _properties(names)
    yield _others(names)
    yield _duties(names)
    yield _findings(names)
    yield _sources(names)
    yield _unnamed(names)


def _hazards(names: Names) -> Table:
    rows = tuple(
        Row(((Group(links=(names.hazard(hazard.id),)),), (Group(one_line(control.how)),), names.evidence(control)))
        for hazard, control in names.all_controls()
    )
    columns = ("Hazard", "Control", "Evidence")
    return Table("trace-hazards", "From hazards to evidence", "One row for each control.", columns, (2, 3, 4), rows)


def _rules(names: Names) -> Table:
    def row(name: str) -> Row:
        rule = names.model.rules[name]
        hazards = names.naming("rules", name)
        guarding = dict.fromkeys(
            other for _, control in names.all_controls() if name in control.rules for other in control.properties
        )
        urgency = names.words.urgencies[rule.urgency].name
        about = Group(f"{names.words.rules[name].name} ({urgency})")
        first = (Group(links=(Link(name, code=True),)), about)
        cells = (hazards, links_to("properties", guarding), sources_of(rule.sources))
        return Row((first, *((Group(links=links),) for links in cells)), anchor("rules", name))

    intro = "The hazards that name a rule as a control, and the properties on which the same controls rest."
    columns = ("Rule", "Hazards", "Properties", "Sources")
    return Table(
        "trace-rules", "From rules to hazards", intro, columns, (5, 4, 5, 2), tuple(map(row, names.model.rules))
    )


def _properties(names: Names) -> Table:
    rows = tuple(
        Row(
            (
                (Group(links=links_to("properties", (name,))),),
                (Group(links=names.naming("properties", name)),),
                (Group(links=names.hazards(why.hazard for why in entry.exceptions.values())),),
            )
        )
        for name, entry in names.model.properties.items()
    )
    columns = ("Property", "Hazards that rest on it", "Hazards that its exceptions leave")
    return Table("trace-properties", "From properties to hazards", "", columns, (1, 1, 1), rows)


def _others(names: Names) -> Table:
    rows = tuple(
        Row(
            (
                (Group(links=(Link(name, code=True),), title=EVIDENCE[section]),),
                (Group(links=names.naming(section, name)),),
            ),
            anchor(section, name),
        )
        for section in _OTHER
        for name in names.named(section)
    )
    title = "From texts, tests, documents and advice to hazards"
    intro = "Paths start at the source folder; a text has its section and its id, and is there in every language."
    return Table("trace-others", title, intro, ("Evidence", "Hazards"), (3, 2), rows)


def _duties(names: Names) -> Table:
    rows = tuple(
        Row(((Group(one_line(control.operator)),), (Group(links=(names.hazard(hazard.id),)),)))
        for hazard, control in names.all_controls()
        if control.operator
    )
    title, intro = "What the operator has to do", "Controls that only whoever puts it into service can keep."
    return Table("duties", title, intro, ("Duty", "Hazard"), (3, 2), rows)


def _findings(names: Names) -> Table:
    def row(name: str) -> Row:
        finding = names.model.findings[name]
        about = f"{names.words.findings[name].label} ({plain(finding.kind)})"
        rules = links_to("rules", _using(names, name))
        nothing = (Group(f"decides nothing: {one_line(finding.decides_nothing)}"),) if finding.decides_nothing else ()
        return Row(
            (
                (Group(links=(Link(name, code=True),)), Group(about)),
                (Group(links=rules), *nothing) if rules else nothing or (Group(),),
                (Group(links=names.naming("findings", name)),),
            ),
            anchor("findings", name),
        )

    columns = ("Finding", "Rules that use it", "Hazards that name it")
    rows = tuple(map(row, names.model.findings))
    return Table("trace-findings", "From findings to rules", "", columns, (4, 5, 3), rows)


def _using(names: Names, finding: str) -> Iterator[str]:
    """The rules whose condition asks for a finding, shared conditions included."""
    for rule in names.model.rules.values():
        if rule.condition is not None and finding in used_in(rule.condition):
            yield rule.id


def _sources(names: Names) -> Table:
    def row(name: str) -> Row:
        source = names.model.sources[name]
        read = "read" if source.status == "read" else "from a summary, not read yet"
        hazards = names.hazards(one.id for one in names.model.hazards.values() if name in one.sources)
        rules = links_to("rules", (rule.id for rule in names.model.rules.values() if name in rule.sources))
        first = (Group(links=(Link(name),)),)
        citation = (Group(one_line(source.citation)), Group(read))
        return Row((first, citation, (Group(links=hazards),), (Group(links=rules),)), f"source-{name}")

    columns = ("Source", "Citation", "Hazards", "Rules")
    rows = tuple(map(row, names.model.sources))
    return Table("trace-sources", "From sources to hazards and rules", "", columns, (1, 4, 3, 4), rows)


def unnamed(names: Names) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each kind of entry, those that no hazard names; a finding can be named by way of a rule."""
    for section in ("rules", "properties", "findings", "advice"):
        named = set(names.named(section))
        if section == "findings":
            ruled = {rule for rule in names.named("rules") if rule in names.model.rules}
            named |= {name for name in names.model.findings if ruled.intersection(_using(names, name))}
        yield section, tuple(name for name in getattr(names.model, section) if name not in named)


def _unnamed(names: Names) -> Table:
    rows = tuple(
        Row(
            (
                (Group(EVIDENCE[section]),),
                (Group(str(len(found))),),
                (Group(links=_where_there_is_one(section, found)),),
            )
        )
        for section, found in unnamed(names)
    )
    intro = "A finding counts as named where a rule that a hazard names uses it."
    return Table("unnamed", "What no hazard names", intro, ("Kind", "How many", "Which"), (2, 1, 6), rows)


def _where_there_is_one(section: str, found: tuple[str, ...]) -> tuple[Link, ...]:
    """Links, but plain names for advice: what no hazard names has no row of its own."""
    return tuple(Link(name, code=True) for name in found) if section in _OTHER else links_to(section, found)
