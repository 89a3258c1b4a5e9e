"""The page of the plan after a clot."""

from collections.abc import Iterator

from venevagt.knowledge.model import Model
from venevagt.site.plan_pages import plan_sheet
from venevagt.site.sheets import Sheet

_ARTICLE = "how_it_is_treated"


def sheets(model: Model, language: str) -> Iterator[Sheet]:
    """The one page."""
    yield plan_sheet(model, language, model.recovery.followup.plan, _ARTICLE)
