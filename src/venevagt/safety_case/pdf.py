"""The safety case as a tagged PDF (PDF/UA-1), set by typst (the extra `[pdf]`)."""

import importlib.util
from datetime import UTC, datetime
from importlib.resources import files

import msgspec

from venevagt.safety_case.shapes import SafetyCase


def typst_installed() -> bool:
    return importlib.util.find_spec("typst") is not None


def to_pdf(case: SafetyCase) -> bytes:
    """The document; the same case gives the same bytes, on every machine.

    Only the fonts inside typst are used, and the day of the release stands for the time of printing.
    """
    import typst

    template = files("venevagt.safety_case").joinpath("templates/safety-case.typ").read_bytes()
    return typst.compile(
        template,
        format="pdf",
        sys_inputs={"case": msgspec.json.encode(case).decode("utf-8")},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=datetime.fromisoformat(case.released).replace(tzinfo=UTC),
    )
