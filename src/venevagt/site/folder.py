"""The site on the disk: a folder that is empty or an earlier build, and every file whole or not there."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

MARKER = "venevagt-build.json"
_LARGEST_MARKER = 1_000_000


class FolderRefused(Exception):
    """The folder holds something else; the message says what and what to do."""


class Build(Struct, frozen=True, forbid_unknown_fields=True):
    """What a built folder says of itself. `files`: the sha256 of each file, by its name."""

    version: str
    knowledge: str
    sha256: str
    day: date
    files: dict[str, str]


def write_site(folder: Path, files: Mapping[str, bytes], *, knowledge: str, sha256: str, day: date) -> Build:
    """Write a build into a folder; files of the build before that are no longer there are taken away.

    Raises FolderRefused for a folder that is neither empty nor a build, and OSError.
    """
    build = Build(
        version("venevagt"),
        knowledge,
        sha256,
        day,
        {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    )
    earlier = _earlier(folder)
    _refuse_strangers(folder, files, earlier)
    folder.mkdir(parents=True, exist_ok=True)
    # A build that is cut short must still be known as one: first the names of both go into the marker.
    _write(
        folder / MARKER, _encoded(msgspec.structs.replace(build, files={**dict.fromkeys(earlier, ""), **build.files}))
    )
    for name, content in files.items():
        _write(folder / name, content)
    _take_away(folder, set(earlier) - set(files))
    _write(folder / MARKER, _encoded(build))
    return build


def _earlier(folder: Path) -> tuple[str, ...]:
    """The files of the build that is in the folder."""
    if folder.exists() and not folder.is_dir():
        raise FolderRefused(f"{folder} is a file, expected a folder; choose another")
    if not folder.exists() or not any(folder.iterdir()):
        return ()
    marker = folder / MARKER
    if not marker.is_file() or marker.is_symlink():
        raise FolderRefused(
            f"{folder} is not empty and has no {MARKER}, so it is no earlier build; choose another or empty it yourself"
        )
    try:
        with marker.open("rb") as file:
            found = msgspec.json.decode(file.read(_LARGEST_MARKER), type=Build)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FolderRefused(f"{marker} cannot be read ({error}); choose another folder or empty it yourself") from None
    if outside := [name for name in found.files if not _inside(name)]:
        raise FolderRefused(f"{marker} names {outside[0]!r}, which is not below the folder; empty the folder yourself")
    return tuple(found.files)


def _inside(name: str) -> bool:
    """Whether a name of a marker is one that a build can have written."""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name and ":" not in name


def _refuse_strangers(folder: Path, files: Iterable[str], earlier: Iterable[str]) -> None:
    """No file is written over that no build has written, and none through a link that leads away."""
    known, root = set(earlier), folder.resolve()
    for name in files:
        path = folder / name
        if name not in known and os.path.lexists(path):
            raise FolderRefused(f"{path} is there, and no build wrote it; expected it away, or another folder")
    for name in (*files, *known):
        if not (folder / name).parent.resolve().is_relative_to(root):
            raise FolderRefused(f"{folder / name} leads out of the folder; empty it yourself")


def _take_away(folder: Path, names: Iterable[str]) -> None:
    """Remove files of an earlier build, and the folders that are empty then."""
    for name in sorted(names, reverse=True):
        path = folder / name
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


def _write(path: Path, content: bytes) -> None:
    """One file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".venevagt-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise


def _encoded(build: Build) -> bytes:
    return msgspec.json.format(msgspec.json.encode(build), indent=2) + b"\n"
