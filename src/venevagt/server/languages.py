"""In which language to answer."""

from venevagt.knowledge.model import Model


def language_of_path(model: Model, path: str) -> str | None:
    """The language that an address begins with, if it is one of the knowledge's."""
    first = path.strip("/").partition("/")[0]
    return first if first in model.about.languages else None


def preferred_language(model: Model, accept: str) -> str:
    """The language of an Accept-Language header that fits best; the knowledge's first when none does."""
    if not accept:
        return model.about.languages[0]
    wanted = sorted(
        (
            (_weight(parameters), -place, tag.strip().lower().partition("-")[0])
            for place, (tag, _, parameters) in enumerate(part.partition(";") for part in accept.split(","))
        ),
        reverse=True,
    )
    languages = model.about.languages
    return next((tag for weight, _, tag in wanted if weight > 0 and tag in languages), languages[0])


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
