"""What a store of clinics can do, whichever database it is: SQLite in a file, or PostgreSQL at a URL."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import Protocol

import msgspec
from msgspec import Struct

from venevagt.care.clinic import Clinic
from venevagt.directory.fields import fold

KM_OF_DEGREE = 110.5
"""A degree of latitude is nowhere shorter than this."""

_WORD = re.compile(r"[^\W_]+")

encode = msgspec.json.Encoder().encode
_decoder = msgspec.json.Decoder(Clinic)


class StoreError(Exception):
    """A store that cannot be opened or used; the message says what to do."""


class ImportRecord(Struct, frozen=True):
    """One import that was made: of which kind and source, of which day, and what it changed."""

    number: int
    kind: str
    source: str
    as_of: date
    read: int
    new: int
    changed: int
    vanished: int
    set_aside: int


class Version(Struct, frozen=True):
    """A clinic as it was until an import changed it or did not have it any more."""

    until_import: int
    clinic: Clinic


class Entry(Struct, frozen=True, gc=False):
    """A clinic ready to be written."""

    clinic: Clinic
    digest: bytes
    data: bytes
    words: str
    stale_from: int

    def row(self, import_number: int, kind: str) -> tuple[object, ...]:
        """The values of COLUMNS."""
        own = self.clinic
        return (
            *(own.id, kind, self.digest, self.data, own.postcode, own.area, own.lat, own.lon),
            *(self.words, self.stale_from, import_number),
        )


COLUMNS = ("id", "kind", "digest", "data", "postcode", "area", "lat", "lon", "words", "stale_from", "seen_in")
"""The columns of the table `clinic` that an Entry fills; `gone_in` is the import that did not have it any more."""


class Store(Protocol):
    """Clinics with their history. A clinic that vanished from its source is kept and no longer found."""

    def known(self, kind: str) -> dict[str, tuple[bytes, bool]]:
        """Of one kind of import: id -> its digest, and whether it has vanished."""
        ...

    def of_others(self, kind: str) -> frozenset[str]:
        """The ids of all other kinds of import, vanished ones too."""
        ...

    def write(
        self,
        record: ImportRecord,
        new: Sequence[Entry],
        changed: Sequence[Entry],
        same: Sequence[Entry],
        vanished: Sequence[str],
    ) -> int:
        """Everything of one import, or nothing; the import's number."""
        ...

    def get(self, identity: str) -> Clinic | None: ...

    def every(self) -> Iterator[Clinic]:
        """All clinics that have not vanished, by id."""
        ...

    def within(self, lat: float, lon: float, km: float) -> Iterator[Clinic]:
        """Those in a box around a point that holds every place within this distance."""
        ...

    def in_postcodes(self, codes: Iterable[str]) -> Iterator[Clinic]: ...

    def in_areas(self, areas: Iterable[str]) -> Iterator[Clinic]: ...

    def named(self, text: str) -> Iterator[Clinic]:
        """Those in whose name, street or town every word of the text begins a word."""
        ...

    def history(self, identity: str) -> list[Version]: ...

    def imports(self) -> list[ImportRecord]: ...

    def stale(self, on: date) -> list[str]:
        """The ids with the record itself or a fact out of date on a day."""
        ...

    def close(self) -> None: ...


def entry(clinic: Clinic, stale_from: int) -> Entry:
    """A clinic ready to be written. Its digest leaves the days of checks out: a newer check changes no clinic."""
    data = encode(clinic)
    same = (
        *(clinic.name, clinic.street, clinic.postcode, clinic.town, clinic.lat, clinic.lon, clinic.municipality),
        *(clinic.area, clinic.telephone, clinic.email, clinic.website, clinic.fictitious, clinic.layer),
        *(clinic.source, clinic.licence, sorted((name, fact.value) for name, fact in clinic.facts.items())),
    )
    digest = blake2b(repr(same).encode("utf-8"), digest_size=16).digest()
    words = " ".join(search_words(f"{clinic.name} {clinic.street} {clinic.postcode} {clinic.town}"))
    return Entry(clinic, digest, data, words, stale_from)


def decoded(data: bytes) -> Clinic:
    """The clinic in a column `data`."""
    return _decoder.decode(data)


def search_words(text: str) -> list[str]:
    """The words of a text as they are searched: folded, letters and digits only."""
    return _WORD.findall(fold(text))
