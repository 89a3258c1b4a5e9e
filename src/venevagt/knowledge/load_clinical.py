"""The clinician's side: clinical/findings/*.yaml, clinical/scores/*.yaml and what stands beside them."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from venevagt.knowledge.clinical import Clinical, ClinicalFinding, Factor, Item, Score, Version
from venevagt.knowledge.doors import Door, FixedKey
from venevagt.knowledge.load_probability import read_probability
from venevagt.knowledge.load_treatment import read_treatment
from venevagt.knowledge.pathways import Pathway, Step
from venevagt.knowledge.reader import Reader
from venevagt.logic.expression import Expression, Vocabulary, YesNo

_Read = Callable[..., Expression | None]
"""A condition's text and the way to it in its entry, as a tree; None where there is no text, or a wrong one."""

_Entry = TypeVar("_Entry", Item, Factor)


def read_clinical(reader: Reader, triage: Vocabulary, defined: Mapping[str, Expression]) -> Clinical:
    """Everything under clinical/; `triage`: the findings of the triage, which conditions may use too."""
    findings = reader.section("clinical_findings", "clinical/findings/*.yaml", ClinicalFinding)
    unread = {name for section, name in reader.places if section == "clinical_findings" and name not in findings}
    reader.broken |= unread
    vocabulary = {
        **dict.fromkeys(unread, YesNo()),
        **triage,
        **{name: finding.variable for name, finding in findings.items()},
    }

    def reads(section: str, name: str) -> _Read:
        def read(text: str, *inside: str | int) -> Expression | None:
            return reader.expression(section, name, text, vocabulary, defined, *inside) if text else None

        return read

    scores = reader.section("scores", "clinical/scores/*.yaml", Score)
    pathways = reader.section("pathways", "clinical/pathways/*.yaml", Pathway)
    return Clinical(
        {name: _with_trees(entry, reads("clinical_findings", name)) for name, entry in findings.items()},
        {name: _score(score, reads("scores", name)) for name, score in scores.items()},
        read_probability(reader, vocabulary, defined),
        read_treatment(reader, vocabulary, defined),
        {name: _pathway(pathway, reads("pathways", name)) for name, pathway in pathways.items()},
        reader.section("doors", "clinical/doors.yaml", Door),
        reader.section("keys", "clinical/doors.yaml", FixedKey),
    )


def _with_trees(finding: ClinicalFinding, read: _Read) -> ClinicalFinding:
    return replace(finding, yes_condition=read(finding.yes, "yes"), no_condition=read(finding.no, "no"))


def _score(score: Score, read: _Read) -> Score:
    return replace(
        score,
        condition=read(score.applies, "applies"),
        items=_items(score.items, read, "items"),
        factors=tuple(_one(factor, read, "factors", at) for at, factor in enumerate(score.factors)),
        versions={name: _version(version, read, name) for name, version in score.versions.items()},
    )


def _version(version: Version, read: _Read, name: str) -> Version:
    return replace(
        version,
        condition=read(version.applies, "versions", name, "applies"),
        items=_items(version.items, read, "versions", name, "items"),
    )


def _pathway(pathway: Pathway, read: _Read) -> Pathway:
    return replace(
        pathway,
        condition=read(pathway.applies, "applies"),
        treated_condition=read(pathway.treated, "treated"),
        steps=_steps(pathway.steps, read, "steps"),
        variants={
            name: replace(variant, steps=_steps(variant.steps, read, "variants", name, "steps"))
            for name, variant in pathway.variants.items()
        },
    )


def _steps(steps: Mapping[str, Step], read: _Read, *inside: str) -> dict[str, Step]:
    return {name: replace(step, condition=read(step.when, *inside, name, "when")) for name, step in steps.items()}


def _items(items: Mapping[str, Item], read: _Read, *inside: str) -> dict[str, Item]:
    return {
        name: replace(
            _one(item, read, *inside, name),
            levels=tuple(
                replace(level, condition=read(level.when, *inside, name, "levels", at, "when"))
                for at, level in enumerate(item.levels)
            ),
        )
        for name, item in items.items()
    }


def _one(entry: _Entry, read: _Read, *inside: str | int) -> _Entry:
    return replace(entry, condition=read(entry.when, *inside, "when"))
