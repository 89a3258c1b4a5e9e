"""What the clinician's page shows below the scores, as data: how likely a clot is, how a confirmed one is treated."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from venevagt.care.score_form import Form
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Expression
from venevagt.site.clinic_probability import probability_data, probability_sources
from venevagt.site.clinic_treatment import treatment_data, treatment_sources


def panel_fields(
    model: Model, language: str, forms: Sequence[Form], encode: Callable[[Expression | None], Any]
) -> Mapping[str, Any]:
    """The fields of the page's data for both panels, and the sources that they can name.

    `forms`: the scores in the order in which the page numbers them; `encode`: a condition as its scripts read it.
    """
    named = {*probability_sources(model), *treatment_sources(model)}
    return {
        "probability": probability_data(model, language, forms, encode),
        "treatment": treatment_data(model, language, forms, encode),
        "citations": {name: source.citation for name, source in model.sources.items() if name in named},
    }
