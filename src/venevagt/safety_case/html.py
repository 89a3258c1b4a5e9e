"""The safety case as one HTML file that asks nothing of the network."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from venevagt.safety_case.shapes import SafetyCase


def to_html(case: SafetyCase) -> bytes:
    """The whole page; every word from the knowledge is escaped."""
    templates = Environment(
        loader=PackageLoader("venevagt.safety_case"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = templates.get_template("safety-case.html").render(case=case, words=case.words)
    return page.encode("utf-8")
