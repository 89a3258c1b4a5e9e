"""The templates: those that every face of the site shares are here, a face's own stand beside it."""

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from venevagt.care.words import filled

_SHARED = "venevagt.site"


def environment(package: str = _SHARED) -> Environment:
    """The templates of a package, and behind them the shared ones."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(_SHARED)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["filled"] = filled
    return found
