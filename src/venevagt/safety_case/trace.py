"""From the knowledge to the safety case: hazards, properties and lowerings, each with what it leans on."""

from collections.abc import Iterator, Mapping

from venevagt.knowledge.model import Model
from venevagt.knowledge.safety import Exemption, Hazard, Lowering, Property
from venevagt.safety_case.names import Names, links_to, one_line, plain, sources_of
from venevagt.safety_case.shapes import (
    ControlTrace,
    ExceptionTrace,
    Group,
    HazardTrace,
    Link,
    LoweringTrace,
    Matrix,
    MatrixRow,
    ProofTrace,
    PropertyTrace,
    SafetyCase,
    SecondCheck,
    Square,
)
from venevagt.safety_case.summary import numbers, open_things, scales
from venevagt.safety_case.tables import traces
from venevagt.safety_case.words import CASES, MUST, WORDS

_PURPOSE = "docs/intended-purpose.md"


def trace(model: Model, proofs: Mapping[str, ProofTrace], second: SecondCheck) -> SafetyCase:
    """The safety case of a model; `proofs` says for each property what came of it, `second` of the second check."""
    names = Names(model)
    refuted = (name for name in model.properties if proofs[name].state == "refuted")
    in_document = _PURPOSE in names.named("documents")
    return SafetyCase(
        words=WORDS,
        version=model.about.version,
        released=model.about.released.isoformat(),
        checksum=model.sha256,
        short=model.sha256[:8],
        refuted=links_to("properties", refuted),
        second=second,
        purpose=links_to("documents", (_PURPOSE,))[0] if in_document else Link(_PURPOSE, code=True),
        scales=tuple(scales(names)),
        matrix=_matrix(names),
        numbers=tuple(numbers(names)),
        open_things=tuple(open_things(names, proofs)),
        hazards=tuple(_hazard(names, hazard) for hazard in model.hazards.values()),
        properties=tuple(_property(names, entry, proofs[entry.id]) for entry in model.properties.values()),
        lowerings=tuple(_lowering(names, entry) for entry in model.lowerings.values()),
        traces=tuple(traces(names)),
    )


def _matrix(names: Names) -> Matrix:
    scale = names.model.risk
    return Matrix(
        severities=tuple(map(plain, scale.severities)),
        rows=tuple(
            MatrixRow(plain(likelihood), tuple(_square(names, severity, likelihood) for severity in scale.severities))
            for likelihood in sorted(scale.likelihoods, key=lambda word: sum(scale.levels[word]), reverse=True)
        ),
    )


def _square(names: Names, severity: str, likelihood: str) -> Square:
    pair = (severity, likelihood)
    hazards = names.model.hazards.values()
    return Square(
        risk=names.risk(names.model.risk.level(*pair)),
        before=_numbers(names, (one.id for one in hazards if (one.severity, one.likelihood) == pair)),
        after=_numbers(names, (one.id for one in hazards if (one.residual.severity, one.residual.likelihood) == pair)),
    )


def _numbers(names: Names, hazards: Iterator[str]) -> tuple[Link, ...]:
    return tuple(Link(link.mark, link.to) for link in names.hazards(hazards))


def _hazard(names: Names, hazard: Hazard) -> HazardTrace:
    residual = hazard.residual
    return HazardTrace(
        anchor=f"hazard-{hazard.id}",
        number=names.numbers[hazard.id],
        id=hazard.id,
        hazard=one_line(hazard.hazard),
        cause=one_line(hazard.cause),
        effect=one_line(hazard.effect),
        before=names.risk_of(hazard.severity, hazard.likelihood),
        controls=tuple(ControlTrace(one_line(control.how), names.evidence(control)) for control in hazard.controls),
        after=names.risk_of(residual.severity, residual.likelihood),
        why=one_line(residual.why),
        owner=plain(hazard.owner),
        owner_means=one_line(names.model.risk.owners[hazard.owner]),
        sources=sources_of(hazard.sources),
        lean_on=_leaning(names, hazard.id),
    )


def _leaning(names: Names, hazard: str) -> Group:
    """The exceptions and lowerings that leave this hazard."""
    properties = [
        entry.id
        for entry in names.model.properties.values()
        if any(exemption.hazard == hazard for exemption in entry.exceptions.values())
    ]
    lowerings = [_lowering_link(entry) for entry in names.model.lowerings.values() if entry.hazard == hazard]
    links = (*links_to("properties", properties), *lowerings)
    return Group(title="Left by exceptions or lowerings in", links=links)


def _property(names: Names, entry: Property, proof: ProofTrace) -> PropertyTrace:
    return PropertyTrace(
        anchor=f"property-{entry.id}",
        id=entry.id,
        says=one_line(entry.says),
        of=_of(entry),
        claim=_claim(entry),
        proof=proof,
        hazards=names.naming("properties", entry.id),
        exceptions=tuple(_exception(names, entry, name, why) for name, why in entry.exceptions.items()),
    )


def _of(entry: Property) -> str:
    """For which cases, and one by one for what, the property must hold."""
    kinds = [f"each finding of the kind {', '.join(map(plain, entry.for_each))}"] if entry.for_each else []
    each = ["each rule"] if entry.every_rule else [*kinds, *entry.findings]
    return CASES[entry.cases] + (f"; one by one for {', '.join(each)}" if each else "")


def _claim(entry: Property) -> Group:
    if entry.change is not None:
        return Group(f"One answer changed from {entry.change.before} to {entry.change.after}: {MUST[entry.must]}.")
    if entry.claim:
        return Group(one_line(entry.claim), code=True)
    return Group(one_line(entry.possible), title="Possible", code=True)


def _exception(names: Names, entry: Property, name: str, why: Exemption) -> ExceptionTrace:
    (subject,) = links_to("rules" if entry.every_rule else "findings", (name,))
    return ExceptionTrace(subject, one_line(why.because), names.hazard(why.hazard))


def _lowering(names: Names, entry: Lowering) -> LoweringTrace:
    words = names.words.urgencies
    unsure = f", only when not sure of {entry.unsure}" if entry.unsure else ""
    return LoweringTrace(
        anchor=_lowering_link(entry).to,
        id=entry.id,
        change=f"from {words[entry.was].name} to {words[entry.now].name}{unsure}",
        when=one_line(entry.when),
        because=one_line(entry.because),
        hazard=names.hazard(entry.hazard),
        since=entry.since,
        sources=sources_of(entry.sources),
    )


def _lowering_link(entry: Lowering) -> Link:
    return Link(entry.id, f"lowering-{entry.id}", code=True)
