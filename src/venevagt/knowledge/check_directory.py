"""What has to hold of what is known of a clinic, of the regions and of the door to the clinics."""

from collections.abc import Iterator
from datetime import date, timedelta

from venevagt.knowledge.directory import FactKind, Region
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.shape import URGENCIES

DOOR_WORDS = ("door_urgent", "door_unfinished", "door_doctor", "door_ask")
"""What a closed door says."""


def directory_fits(loaded: Loaded) -> Iterator[Problem]:
    """Every problem of this part."""
    for name, fact in loaded.model.recovery.directory.facts.items():
        yield from _fact(loaded, name, fact)
    yield from _regions(loaded)
    yield from _door(loaded)
    yield from _words(loaded)


def _fact(loaded: Loaded, name: str, fact: FactKind) -> Iterator[Problem]:
    chosen = fact.type in ("choice", "choices")
    if fact.unknown_after_days < 1:
        yield at(loaded, "clinic_facts", name, "expected a day or more", path=("unknown_after_days",))
    if chosen != bool(fact.options):
        yield at(loaded, "clinic_facts", name, f"{name!r} is a {fact.type}, expected options for choices only")
    yield from unknown(loaded, "clinic_facts", name, ("fulfils",), fact.fulfils, fact.options, "option")
    if (fact.type == "number") != (fact.low < fact.high):
        yield at(loaded, "clinic_facts", name, f"{name!r} is a {fact.type}, expected low below high for numbers only")
    fits = {
        "": True,
        "has": fact.type == "yes_no" or bool(fact.fulfils),
        "one_of": chosen,
        "at_most": fact.type == "number",
        "open_at": fact.type == "text",
    }
    if not fits[fact.asked]:
        message = f"{name!r} is a {fact.type}, which cannot be asked for by {fact.asked!r}"
        yield at(loaded, "clinic_facts", name, message, path=("asked",))


def _regions(loaded: Loaded) -> Iterator[Problem]:
    """On every day an area belongs to one region."""
    regions = loaded.model.recovery.directory.regions
    changes = {region.valid_from for region in regions.values() if region.valid_from}
    changes |= {region.valid_to + timedelta(1) for region in regions.values() if region.valid_to}
    days = {loaded.model.about.released, *changes}
    for name, region in regions.items():
        if region.valid_from and region.valid_to and region.valid_from > region.valid_to:
            yield at(loaded, "regions", name, f"{name!r} ends before it begins", path=("valid_to",))
    for area in sorted({area for region in regions.values() for area in region.areas}):
        for day in sorted(days):
            there = _of_area(list(regions.values()), area, day)
            if len(there) != 1:
                first = next(name for name, region in regions.items() if area in region.areas)
                message = f"area {area} belongs on {day} to {', '.join(there) or 'no region'}, expected one region"
                yield at(loaded, "regions", first, message, path=("areas",))


def _of_area(regions: list[Region], area: str, on: date) -> list[str]:
    return [region.id for region in regions if area in region.areas and region.exists(on)]


def _door(loaded: Loaded) -> Iterator[Problem]:
    model = loaded.model
    default = URGENCIES.index(model.about.default_urgency)
    for name, rule in model.recovery.directory.door.items():
        yield from unknown(loaded, "clinic_door", name, ("concerns",), rule.concerns, model.about.concerns, "concern")
        if URGENCIES.index(rule.at_most) > default:
            message = (
                f"found {rule.at_most!r}, expected {model.about.default_urgency!r} or milder: no clinic before that"
            )
            yield at(loaded, "clinic_door", name, message, path=("at_most",))
        if not rule.concerns and not rule.needs_clearance:
            message = f"{name!r} has no concerns, expected some, or needs_clearance: true"
            yield at(loaded, "clinic_door", name, message)
        for urgent in model.rules.values():
            if urgent.concern in rule.concerns and URGENCIES.index(urgent.urgency) > default:
                message = (
                    f"{urgent.concern!r} is the concern of {urgent.id!r} ({urgent.urgency}), expected a milder one"
                )
                yield at(loaded, "clinic_door", name, message, path=("concerns",))


def _words(loaded: Loaded) -> Iterator[Problem]:
    """Each fact, option and region has words; of those that begin like them, none is left over."""
    directory = loaded.model.recovery.directory
    wanted = {f"fact_{name}" for name in directory.facts} | {f"region_{name}" for name in directory.regions}
    wanted |= {f"fact_{name}_{option}" for name, fact in directory.facts.items() for option in fact.options}
    wanted |= set(DOOR_WORDS)
    for language, texts in loaded.model.texts.items():
        section = f"text/{language}/directory"
        for key in texts.directory:
            if key.startswith(("fact_", "region_", "door_")) and key not in wanted:
                yield at(loaded, section, key, f"{key!r} has words, but nothing is called so, expected none")
        missing = sorted(wanted - set(texts.directory))
        if missing and texts.directory:
            message = f"no words for {', '.join(missing)}, expected some"
            yield at(loaded, section, next(iter(texts.directory)), message)
