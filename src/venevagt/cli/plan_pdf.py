"""A plan as a tagged PDF (PDF/UA-1), set by typst (the extra `[pdf]`)."""

import importlib.util
from datetime import UTC, date, datetime, time
from importlib.resources import files

import msgspec


class Group(msgspec.Struct, frozen=True):
    """A heading, sentences and a list of lines, each of which may be empty."""

    title: str = ""
    says: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True):
    """A part of the plan; `alarm`: it stands in a frame and is never torn apart."""

    title: str
    groups: tuple[Group, ...]
    alarm: bool = False


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """All that the template prints."""

    language: str
    title: str
    from_: str = msgspec.field(name="from")
    advises: str
    foot: str
    parts: tuple[Part, ...]
    sources_title: str
    sources: tuple[str, ...]


def typst_installed() -> bool:
    return importlib.util.find_spec("typst") is not None


def to_pdf(printed: Printed, on: date) -> bytes:
    """The document; the same plan on the same day gives the same bytes, on every machine."""
    import typst

    template = files("venevagt.cli").joinpath("templates/plan.typ").read_bytes()
    return typst.compile(
        template,
        format="pdf",
        sys_inputs={"plan": msgspec.json.encode(printed).decode("utf-8")},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(on, time(), UTC),
    )
