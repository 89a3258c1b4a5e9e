"""What a release answered, kept as a file, and the gate: nothing gets less urgent without a reason.

The record holds the rules with their shared conditions written out, and what each finding is. It is
compared with the knowledge at hand over every case, and over what not being sure counts as.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec

from venevagt.knowledge.compare import Difference, common_order, differences
from venevagt.knowledge.decision import condition_of, urgency_of_every_case
from venevagt.knowledge.model import Finding, Model, Rule
from venevagt.knowledge.shape import Urgency
from venevagt.logic.diagram import Builder, Node
from venevagt.logic.expression import Value, show
from venevagt.logic.parse import parse


class ReleasedRule(msgspec.Struct, frozen=True):
    """A rule with its shared conditions written out."""

    urgency: Urgency
    when: str


class Release(msgspec.Struct, frozen=True):
    """What one version answers."""

    version: str
    released: date
    sha256: str
    default_urgency: Urgency
    findings: dict[str, Finding]
    rules: dict[str, ReleasedRule]


class Unargued(msgspec.Struct, frozen=True):
    """Cases that got less urgent and that no lowering argues for.

    `unsure`: the finding, where the cases only differ when a person is not sure of it; else empty.
    """

    unsure: str
    difference: Difference


def record(model: Model) -> Release:
    """What the model answers."""
    rules = {name: ReleasedRule(rule.urgency, show(condition_of(rule))) for name, rule in model.rules.items()}
    findings = {name: msgspec.structs.replace(finding, review=None) for name, finding in model.findings.items()}
    about = model.about
    return Release(about.version, about.released, model.sha256, about.default_urgency, findings, rules)


def write_release(model: Model, folder: Path) -> Path:
    """Write the record of the model's version into a folder; a version is released once.

    Raises FileExistsError for a version that is there already, OSError where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{model.about.version}.json"
    text = msgspec.json.format(msgspec.json.encode(record(model)), indent=1)
    with path.open("xb") as file:
        file.write(text + b"\n")
    return path


def read_release(path: Path) -> Release:
    """Read a record. Raises ValueError with the file's name for one that is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Release)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: {error}, expected a file that `venevagt knowledge release` wrote") from None


def released_model(release: Release, model: Model) -> Model:
    """A model that answers as the release did; its words and screens are those of `model`.

    Raises ValueError for a condition that cannot be read.
    """
    vocabulary = {name: finding.variable for name, finding in release.findings.items()}
    rules: dict[str, Rule] = {}
    for name, rule in release.rules.items():
        condition = parse(rule.when, vocabulary).expression
        if condition is None:
            raise ValueError(f"release {release.version}: the rule {name!r} cannot be read: {rule.when[:60]}")
        like = msgspec.structs.replace(next(iter(model.rules.values())), id=name, urgency=rule.urgency, sources=())
        rules[name] = msgspec.structs.replace(like, when=rule.when, condition=condition)
    about = msgspec.structs.replace(
        model.about, version=release.version, released=release.released, default_urgency=release.default_urgency
    )
    return msgspec.structs.replace(
        model, about=about, sha256=release.sha256, findings=release.findings, conditions={}, rules=rules, advice={}
    )


def unargued(release: Release, model: Model) -> Iterator[Unargued]:
    """Every class of cases that is less urgent than in the release without a lowering that covers it.

    Raises ValueError for a finding whose type, range or options differ.
    """
    return unargued_since(released_model(release, model), model)


def unargued_since(old: Model, model: Model) -> Iterator[Unargued]:
    """As `unargued`, for two models."""
    argued = [entry.condition for entry in model.lowerings.values() if entry.condition is not None]
    builder = Builder(common_order(old, model, argued))
    before, after = (urgency_of_every_case(builder, own) for own in (old, model))
    yield from (Unargued("", one) for one in _lower(builder, model, (before, after), ""))
    levels = {domain.name: level for level, domain in enumerate(builder.order)}
    for name, was, now in _counts_for_less(old, model):
        level = levels.get(name)
        if level is not None:
            domain = builder.order[level]
            least, now_least = ({level: domain.class_of(value) or 0} for value in (was, now))
            told = builder.restrict(before, least), builder.restrict(after, now_least)
            yield from (Unargued(name, one) for one in _lower(builder, model, told, name))


def _lower(builder: Builder, model: Model, roots: tuple[Node, Node], unsure: str) -> Iterator[Difference]:
    """The cases that fall, without those that the lowerings for this finding (or for all) argue."""
    covered: Mapping[tuple[Urgency, Urgency], Node] = {}
    for entry in model.lowerings.values():
        if entry.unsure in ("", unsure) and entry.condition is not None:
            pair, own = (entry.was, entry.now), builder.condition(entry.condition)
            known = covered.get(pair, builder.outcome(0))
            covered = {**covered, pair: builder.combine(lambda v: int(any(v)), (known, own))}
    return differences(builder, model, *roots, covered, only_lower=True)


def _counts_for_less(old: Model, new: Model) -> Iterator[tuple[str, Value, Value]]:
    """The findings of both whose "not sure", or not being measured, counts as something else now."""
    for name, finding in new.findings.items():
        if name in old.findings:
            was, now = _stands_for(old.findings[name]), _stands_for(finding)
            if was != now and was is not None and now is not None:
                yield name, was, now


def _stands_for(finding: Finding) -> Value:
    """What not being sure counts as; None where it is no answer."""
    if finding.type == "yes_no" and finding.unsure in ("yes", "no"):
        return finding.unsure == "yes"
    return finding.unsure if finding.unsure in finding.options else finding.not_measured
