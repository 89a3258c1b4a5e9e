"""Clinics from SOR, the register of the Danish health service: its nightly CSV file.

An institution and its units stand on rows of their own. The rows of one institution become one clinic, under the
institution's id: its name from the institution, its address from the first of its rows that has one.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from venevagt.care.clinic import ClinicFact, fact
from venevagt.directory import fields
from venevagt.directory.building import BadRow, Origin, build
from venevagt.directory.places import WrongPlace, position
from venevagt.directory.rows import Passed, Read, Row, SetAside, UnreadableFile
from venevagt.directory.tables import Record, Table, read_table, shown
from venevagt.knowledge.directory import Directory

SOURCE = "SOR"
LICENCE = "Sundhedsdatastyrelsen, SOR"
OF_THIS_KIND = "fysioterap"
"""What stands in the type, the name or a speciality of every row that is meant."""

_NEEDED = ("SorId", "EntityName", "EntityTypeName")
_ADDRESSES = ("SorVisitingAddress", "VisitingAddress", "ActivityAddress", "PostalAddress", "Address")
_STREET = ("StreetName", "Street")
_NUMBER = ("StreetBuildingId", "StreetBuildingIdentifier", "BuildingId")
_SPECIALITIES = tuple(
    f"{start}{at}Name" for start in ("PrioritizedEntitySpeciality", "Speciality") for at in range(1, 9)
)
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("SorId",),
    "name": ("EntityName",),
    "type": ("EntityTypeName",),
    "institution": ("HealthInstitutionSorId",),
    "institution_name": ("HealthInstitutionEntityName", "HealthInstitutionName"),
    "institution_type": ("HealthInstitutionEntityTypeName",),
    "provider": ("ProviderId", "ProviderIdentifier", "ProviderNumber", "SorProviderId"),
    "telephone": ("VirtualAddressTelephoneNumber", "TelephoneNumber", "Telephone"),
    "email": ("VirtualAddressEmailAddress", "EmailAddress", "Email"),
    "website": ("VirtualAddressWebsite", "Website"),
    "first": ("FirstFromDate",),
    "from": ("FromDate",),
    "to": ("ToDate",),
}
_KINDS = ("name", "type", "institution_name", "institution_type")


def is_sor(table: Table) -> bool:
    """Whether a table has the columns of SOR."""
    return all(table.place(name) is not None for name in _NEEDED)


def sor_clinics(directory: Directory, content: bytes, as_of: date) -> Iterator[Row]:
    """What becomes of each row of the file of a day. Raises UnreadableFile for a file that is not SOR's."""
    table = read_table(content)
    if not is_sor(table):
        raise UnreadableFile(f"without the columns {', '.join(_NEEDED)}, expected the CSV file of SOR")
    yield from _Sor(directory, table, as_of).rows()


class _Sor:
    """One file: where its columns are, and the rows of each institution so far."""

    def __init__(self, directory: Directory, table: Table, as_of: date) -> None:
        self.table = table
        self.provider = directory.facts["provider_number"]
        self.origin = Origin(SOURCE, as_of, licence=LICENCE)
        self.places = {name: place for name, names in _COLUMNS.items() if (place := table.place(*names)) is not None}
        self.kinds = [self.places[name] for name in _KINDS if name in self.places]
        self.kinds += [place for name in _SPECIALITIES if (place := table.place(name)) is not None]
        self.addresses = [found for start in _ADDRESSES if (found := self._address_columns(start))]
        self.institutions: dict[str, list[Record]] = {}

    def _address_columns(self, start: str) -> dict[str, int]:
        wanted = {
            "street": tuple(start + end for end in _STREET),
            "number": tuple(start + end for end in _NUMBER),
            "postcode": (f"{start}PostCodeId", f"{start}PostCode", f"{start}PostalCode"),
            "town": (f"{start}DistrictName", f"{start}City"),
            "municipality": (f"{start}MunicipalityId", f"{start}MunicipalityCode"),
            "east": (f"{start}CoordETRS89z32EMeasure", f"{start}East"),
            "north": (f"{start}CoordETRS89z32NMeasure", f"{start}North"),
        }
        return {name: place for name, names in wanted.items() if (place := self.table.place(*names)) is not None}

    def rows(self) -> Iterator[Row]:
        for record in self.table.rows:
            if isinstance(record, SetAside):
                yield record
            elif (other := self._sort(record)) is not None:
                yield other
        for identity, records in self.institutions.items():
            yield from (Passed(record.line, "joined") for record in records[1:])
            try:
                yield self._clinic(identity, records)
            except (BadRow, WrongPlace) as error:
                yield SetAside(records[0].line, str(error), shown(records[0].fields))

    def _field(self, record: Record, name: str) -> str:
        place = self.places.get(name)
        return fields.clean(record.fields[place]) if place is not None else ""

    def _first(self, records: list[Record], name: str) -> str:
        """What the first of some rows says that says anything."""
        for record in records:
            if text := self._field(record, name):
                return text
        return ""

    def _sort(self, record: Record) -> Row | None:
        """None where the row belongs to a clinic, which then has it; else what becomes of it."""
        said = "\n".join([record.fields[place] for place in self.kinds])
        if OF_THIS_KIND not in said.casefold():
            return Passed(record.line, "other_kind")
        for name in ("first", "from", "to"):
            text = self._field(record, name)
            found = fields.day(text)
            if text and found is None:
                return SetAside(record.line, f"{name} {text[:30]!r}, expected a day", shown(record.fields))
            if found and (found < self.origin.as_of if name == "to" else found > self.origin.as_of):
                return Passed(record.line, "closed" if name == "to" else "not_yet_open")
        identity = self._field(record, "institution") or self._field(record, "id")
        if not identity.isdigit():
            return SetAside(record.line, f"the id {identity[:30]!r}, expected digits", shown(record.fields))
        self.institutions.setdefault(identity, []).append(record)
        return None

    def _clinic(self, identity: str, records: list[Record]) -> Read:
        own = next((record for record in records if self._field(record, "id") == identity), None)
        # The institution's own row says what a unit's row does not.
        ordered = [own, *(record for record in records if record is not own)] if own is not None else records
        texts = {name: self._first(ordered, name) for name in ("telephone", "email", "website", "provider")}
        name = self._field(own, "name") if own is not None else self._field(ordered[0], "institution_name")
        texts["name"] = name or self._field(ordered[0], "name")
        notes: list[str] = []
        address, place = self._address(ordered, notes)
        facts: dict[str, ClinicFact] = {}
        if texts["provider"]:
            facts["provider_number"] = fact(self.provider, texts["provider"], SOURCE, self.origin.as_of)
        clinic = build(self.origin, f"sor:{identity}", {**texts, **address}, place, facts, notes)
        return Read(ordered[0].line, clinic, tuple(notes))

    def _address(self, records: list[Record], notes: list[str]) -> tuple[dict[str, str], tuple[float, float] | None]:
        """The first address of the rows that has coordinates, else the first at all."""
        first: dict[str, str] = {}
        for record in records:
            for columns in self.addresses:
                texts = {name: fields.clean(record.fields[place]) for name, place in columns.items()}
                street = f"{texts.get('street', '')} {texts.pop('number', '')}".strip()
                east, north = fields.number(texts.pop("east", "")), fields.number(texts.pop("north", ""))
                found = {**texts, "street": street}
                if east is not None and north is not None and (east or north):
                    return found, position(east, north)
                if any(found.values()) and not first:
                    first = found
        if first:
            notes.append("no coordinates")
        return first, None
