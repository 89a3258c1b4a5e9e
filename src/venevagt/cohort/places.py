"""Where an output may go: never over what is read, and over another file only when that is wanted."""

from collections.abc import Iterable
from pathlib import Path

from venevagt.cohort.columnar import ParquetFolder
from venevagt.cohort.taken import Source
from venevagt.cohort.whole_file import CannotWrite


def checked_place(path: Path, source: Source, *, force: bool) -> None:
    """Raises CannotWrite for a place where nothing may or can be written."""
    if path.is_dir():
        raise CannotWrite(f"{path}: a folder, expected the name of a file")
    if not path.parent.is_dir():
        raise CannotWrite(f"{path}: there is no folder {path.parent}")
    if any(_same(path, one) for one in _files(source)):
        raise CannotWrite(f"{path}: this file is read, expected another name for what is written")
    if isinstance(source, ParquetFolder) and _inside(path, Path(source.name)):
        raise CannotWrite(f"{path}: lies in the folder that is read, expected another place for what is written")
    if path.exists() and not force:
        raise CannotWrite(f"{path}: exists; write over it with --force, or give another name")


def _files(source: Source) -> Iterable[Path]:
    if isinstance(source, ParquetFolder):
        return [Path(file.name) for file in source.files]
    return [Path(source.name)]


def _same(first: Path, second: Path) -> bool:
    return first.exists() and second.exists() and first.samefile(second)


def _inside(path: Path, folder: Path) -> bool:
    return folder.is_dir() and path.resolve().is_relative_to(folder.resolve())
