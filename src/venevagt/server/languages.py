"""In which language to answer."""

from venevagt.knowledge.model import Model
from venevagt.server.accepted import accepted


def language_of_path(model: Model, path: str) -> str | None:
    """The language that an address begins with, if it is one of the knowledge's."""
    first = path.strip("/").partition("/")[0]
    return first if first in model.about.languages else None


def preferred_language(model: Model, accept: str) -> str:
    """The language of an Accept-Language header that fits best; the knowledge's first when none does."""
    languages = model.about.languages
    wanted = sorted(
        ((weight, -place, tag.partition("-")[0]) for place, (tag, weight) in enumerate(accepted(accept))), reverse=True
    )
    return next((tag for weight, _, tag in wanted if weight > 0 and tag in languages), languages[0])
