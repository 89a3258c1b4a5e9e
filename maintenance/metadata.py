"""What an installed package says of itself: licence, maintainer, where its errors are listed."""

from collections.abc import Iterable
from email.message import Message
from email.utils import getaddresses
from importlib.metadata import PackageNotFoundError, metadata
from typing import cast

from msgspec import Struct

from maintenance.locks import Pinned

_TRACKERS = ("tracker", "issues", "bug")
_SOURCES = ("source", "repository", "home")


class Told(Struct, frozen=True):
    """`anomalies`: the issue tracker; the source's page where no tracker is named (`tracker` is False then)."""

    title: str
    licence: str
    maintainer: str
    anomalies: str
    tracker: bool


def told_by(package: Pinned) -> Told:
    """The metadata of a package of the lock.

    Raises ValueError when it is not installed, or in another version.
    """
    try:
        own = cast(Message, metadata(package.name))
    except PackageNotFoundError:
        raise ValueError(f"{package.name} is not installed; run: make .venv/test-ready") from None
    if own["Version"] != package.version:
        raise ValueError(
            f"{package.name} is installed as {own['Version']}, locked as {package.version}; run: make .venv/test-ready"
        )
    address, tracker = _anomalies(own)
    return Told(own["Summary"], _licence(own), _maintainer(own), address, tracker)


def _licence(own: Message) -> str:
    """The expression, else the short name, else the classifier."""
    classified = [line.rpartition(" :: ")[2] for line in own.get_all("Classifier", ()) if line.startswith("License ::")]
    licence: str = own["License-Expression"] or own["License"] or ", ".join(classified)
    if not licence or "\n" in licence:
        raise ValueError(f"{own['Name']}: its metadata names no licence in one line")
    return licence


def _maintainer(own: Message) -> str:
    """Names only; who maintains it, else who wrote it."""
    for field in ("Maintainer", "Author"):
        named = own[field] or ", ".join(name for name, _ in getaddresses(own.get_all(f"{field}-email", ())) if name)
        if named:
            return str(named)
    raise ValueError(f"{own['Name']}: its metadata names no maintainer")


def _anomalies(own: Message) -> tuple[str, bool]:
    """The address of the issue tracker and True, else of the source or home page and False."""
    pages = [(label.strip().lower(), address.strip()) for label, _, address in _pairs(own.get_all("Project-URL", ()))]
    for words, tracker in ((_TRACKERS, True), (_SOURCES, False)):
        for word in words:
            for label, address in pages:
                if word in label:
                    return address, tracker
    if own["Home-page"]:
        return own["Home-page"], False
    raise ValueError(f"{own['Name']}: its metadata names no page")


def _pairs(lines: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    return (line.partition(",") for line in lines)
