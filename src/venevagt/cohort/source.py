"""Where the cases of a cohort come from: which kind of source a name means."""

from collections.abc import Callable, Mapping
from pathlib import Path

from venevagt.cohort.columnar import ArrowSource, ParquetFolder, ParquetSource
from venevagt.cohort.delimited import DelimitedSource
from venevagt.cohort.elsewhere import has_scheme
from venevagt.cohort.incoming import Incoming
from venevagt.cohort.json_lines import JsonLinesSource
from venevagt.cohort.taken import BadSource, Source, Taken
from venevagt.knowledge.model import Model

__all__ = ["BadSource", "Source", "Taken", "open_source"]

_FILES: Mapping[str, Callable[[Path], Source]] = {
    ".parquet": ParquetSource,
    ".arrow": ArrowSource,
    ".feather": ArrowSource,
}
_STREAMS: Mapping[str, Callable[[Incoming], Source]] = {
    ".csv": DelimitedSource,
    ".tsv": DelimitedSource,
    ".jsonl": JsonLinesSource,
    ".ndjson": JsonLinesSource,
}
FORMATS: Mapping[str, Callable[[Incoming], Source]] = {"csv": DelimitedSource, "jsonl": JsonLinesSource}
"""What standard input can be."""


def open_source(name: str, form: str | None = None, model: Model | None = None) -> Source:
    """The source of that name: a file, a folder or a pattern of Parquet files, `-`, or one of another system.

    `form`: what standard input is; else it is found out. `model`: whose codes count, else the program's own.
    Raises BadSource.
    """
    if name == "-":
        return _standard_input(form)
    if has_scheme(name):
        other = _other(name, model)
        if other is not None:
            return other
    path = Path(name)
    if path.is_dir() or any(sign in name for sign in "*?["):
        return ParquetFolder(name)
    return _file(path)


def _file(path: Path) -> Source:
    kind = _suffix(path)
    if kind not in _FILES and kind not in _STREAMS:
        ends = ", ".join([*_FILES, *_STREAMS])
        raise BadSource(
            f"{path}: unknown kind of file, expected a name that ends in one of: {ends} (text also with .gz)"
        )
    if not path.is_file():
        raise BadSource(f"{path}: no such file")
    return _FILES[kind](path) if kind in _FILES else _STREAMS[kind](Incoming(str(path)))


def _suffix(path: Path) -> str:
    """The last suffix in small letters; the one before it where the file is packed text."""
    suffixes = [one.lower() for one in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        return suffixes[-2] if suffixes[-2:-1] and suffixes[-2] in _STREAMS else ".gz"
    return suffixes[-1] if suffixes else ""


def _standard_input(form: str | None) -> Source:
    incoming = Incoming("-")
    found = form or ("jsonl" if incoming.peek(1000).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "csv")
    return FORMATS[found](incoming)


def _other(name: str, model: Model | None) -> Source | None:
    """A source outside of files: a database, or the files of another system."""
    from venevagt.cohort.exchange import open_other  # it reads the files of other systems as sources too

    return open_other(name, model)
