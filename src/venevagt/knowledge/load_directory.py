"""What is known of a physiotherapist's clinic, the regions, and who may see clinics."""

from collections.abc import Mapping

from msgspec.structs import replace

from venevagt.knowledge.directory import Directory, DoorRule, FactKind, Region
from venevagt.knowledge.reader import Reader
from venevagt.logic.expression import Expression, Vocabulary


def read_directory(reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> Directory:
    """All of it; `vocabulary`: the findings of the triage and of the clinician."""
    return Directory(
        reader.section("clinic_facts", "recovery/directory.yaml", FactKind),
        reader.section("regions", "recovery/directory/regions.yaml", Region),
        _door(reader, vocabulary, defined),
    )


def _door(reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> dict[str, DoorRule]:
    ways = reader.section("clinic_door", "recovery/directory/door.yaml", DoorRule)
    for name, way in ways.items():
        if way.unless:
            exception = reader.expression("clinic_door", name, way.unless, vocabulary, defined, "unless")
            ways[name] = replace(way, exception=exception)
    return ways
