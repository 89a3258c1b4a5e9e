"""The words of the report on what a change does to a cohort. What is clinical comes from the knowledge."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "da": {
        "title": "Hvad ændringen betyder for mennesker",
        "summary": "Kort fortalt",
        "base": "Før",
        "edited": "Efter",
        "cohort": "Personer",
        "counted": "Talt med",
        "left_out": "Udeladt",
        "left_out_text": "{wrong} med en forkert celle og {refused}, der ikke kunne læses. De er ikke med.",
        "missing": "Kolonner, der mangler",
        "missing_text": "De tæller som ikke spurgt.",
        "synthetic": "Personerne er opdigtede. Tallene siger noget om reglerne, ikke om en rigtig befolkning.",
        "less_urgent": "HASTER MINDRE",
        "safer": "haster mere",
        "nobody": "Ingen får en anden hastegrad.",
        "less_urgent_people": "{cases} får en lavere hastegrad ({share} af 100.000).",
        "nobody_less_urgent": "Ingen får en lavere hastegrad.",
        "safer_people": "{cases} får en højere hastegrad ({share} af 100.000).",
        "other_rule": "{cases} har samme hastegrad efter en anden regel.",
        "table": "Tabel",
        "flows": "Hvem flytter sig",
        "flows_text": (
            "Hver linje går fra hastegraden før til hastegraden efter. Bredden viser, hvor mange det er. Meget smalle "
            "linjer er tegnet bredere, så de kan ses. De, der bliver, står ikke i tegningen."
        ),
        "from": "Fra",
        "to": "Til",
        "people": "Personer",
        "per": "Af 100.000",
        "share": "{cases} ({per} af 100.000)",
        "argued": "Begrundet",
        "argued_all": "ja, alle: {entries}",
        "argued_some": "NEJ: {cases} uden begrundelse i hazards.yaml",
        "not_needed": "ikke nødvendigt",
        "rules": "Regler",
        "rule_before": "Regel før",
        "rule_after": "Regel efter",
        "conditions": "Mindste betingelser",
        "conditions_up": "Det, der nu giver mindst {urgency}:",
        "conditions_down": "Det, der før gav mindst {urgency}:",
        "no_conditions": (
            "Ingen, der har svaret på alt, flytter sig sådan. Det er personer med åbne svar, eller som ikke er sikre."
        ),
        "not_comparable": "De mindste betingelser kan ikke siges: {reason}",
        "more": "... og flere",
        "and": "og",
        "anything": "alle svar",
        "not": "ikke: {label}",
        "workload": "Arbejde for 100.000 personer",
        "work": "Hvad",
        "before": "Før",
        "after": "Efter",
        "change": "Forskel",
        "emergency": "Opkald til 112",
        "doctor_today": "Læge samme dag",
        "own_gp": "Egen læge",
        "self_care": "Klarer det selv",
        "missed": "Oversete blodpropper",
        "missed_text": (
            "Af de opdigtede personer, der har en blodprop: hvor mange får en lavere hastegrad, end de burde. "
            "I parentes de, der kun er ét trin under."
        ),
        "cause": "Sygdom",
        "have": "Har den",
        "expected": "Burde mindst få",
        "dvt": "Blodprop i benet eller armen (dvt)",
        "pe": "Blodprop i lungerne (pe)",
        "unsure": "Ikke sikker tæller anderledes",
        "finding": "Spørgsmål",
        "gaps": "Tilfælde uden begrundelse",
        "gaps_text": (
            "Disse tilfælde haster mindre end før, og intet under lowerings i hazards.yaml begrunder det. De er regnet "
            "ud for alle tænkelige svar, også hvis ingen af personerne har dem."
        ),
        "gap_unsure": "kun for dem, der ikke er sikre på: {finding}",
        "interval": "Åbne svar",
        "interval_text": "Hvad åbne svar endnu kan føre til: den laveste og den højeste hastegrad.",
        "lowest": "Laveste mulige",
        "highest": "Højeste mulige",
        "final": "Sikre svar",
        "skip": "Til indholdet",
        "drawing": "Tegning: fra hastegraden før (til venstre) til hastegraden efter (til højre)",
        "status": "Tallene viser, hvad reglerne gør. De viser ikke, at en regel er rigtig.",
    },
    "en": {
        "title": "What the change does to people",
        "summary": "In short",
        "base": "Before",
        "edited": "After",
        "cohort": "People",
        "counted": "Counted",
        "left_out": "Left out",
        "left_out_text": "{wrong} with a wrong cell and {refused} that could not be read. They are on neither side.",
        "missing": "Columns that are missing",
        "missing_text": "They count as not asked.",
        "synthetic": "These people are made up. The numbers tell about the rules, not about a real population.",
        "less_urgent": "LESS URGENT",
        "safer": "more urgent",
        "nobody": "Nobody gets another urgency.",
        "less_urgent_people": "{cases} get a lower urgency ({share} of 100,000).",
        "nobody_less_urgent": "Nobody gets a lower urgency.",
        "safer_people": "{cases} get a higher urgency ({share} of 100,000).",
        "other_rule": "{cases} have the same urgency by another rule.",
        "table": "Table",
        "flows": "Who moves",
        "flows_text": (
            "Each band goes from the urgency before to the urgency after. Its width shows how many they are. Very "
            "narrow bands are drawn wider, so that they can be seen. Those who stay are not in the drawing."
        ),
        "from": "From",
        "to": "To",
        "people": "People",
        "per": "Of 100,000",
        "share": "{cases} ({per} of 100,000)",
        "argued": "Argued for",
        "argued_all": "yes, all: {entries}",
        "argued_some": "NO: {cases} without a reason in hazards.yaml",
        "not_needed": "not needed",
        "rules": "Rules",
        "rule_before": "Rule before",
        "rule_after": "Rule after",
        "conditions": "Smallest conditions",
        "conditions_up": "What now gives at least {urgency}:",
        "conditions_down": "What gave at least {urgency} before:",
        "no_conditions": (
            "Nobody who has answered everything moves like this. These are people with open answers, or not sure."
        ),
        "not_comparable": "The smallest conditions cannot be told: {reason}",
        "more": "... and more",
        "and": "and",
        "anything": "any answers",
        "not": "not: {label}",
        "workload": "Work for 100,000 people",
        "work": "What",
        "before": "Before",
        "after": "After",
        "change": "Difference",
        "emergency": "Calls to 112",
        "doctor_today": "Doctor the same day",
        "own_gp": "Own doctor",
        "self_care": "Self-care",
        "missed": "Missed blood clots",
        "missed_text": (
            "Of the made-up people who have a blood clot: how many get a lower urgency than they should. In brackets "
            "those who are only one step below."
        ),
        "cause": "Disease",
        "have": "Have it",
        "expected": "Should get at least",
        "dvt": "Blood clot in the leg or arm (dvt)",
        "pe": "Blood clot in the lungs (pe)",
        "unsure": "Not sure counts as something else",
        "finding": "Question",
        "gaps": "Cases without a reason",
        "gaps_text": (
            "These cases are less urgent than before, and nothing under lowerings in hazards.yaml argues for it. They "
            "are worked out for all answers there can be, even if none of these people gave them."
        ),
        "gap_unsure": "only for those who are not sure of: {finding}",
        "interval": "Open answers",
        "interval_text": "What open answers can still lead to: the lowest and the highest urgency.",
        "lowest": "Lowest possible",
        "highest": "Highest possible",
        "final": "Sure answers",
        "skip": "To the contents",
        "drawing": "Drawing: from the urgency before (left) to the urgency after (right)",
        "status": "The numbers show what the rules do. They do not show that a rule is right.",
    },
}

_RANGES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "da": (
        ("from ", "fra "),
        (" to below ", " til under "),
        (" to ", " til "),
        ("above ", "over "),
        (" or more", " eller mere"),
        (" or ", " eller "),
    ),
    "en": (),
}
"""Ranges of numbers as `knowledge compare` says them, in each language, in the order in which they are replaced."""

_SEPARATORS = {"da": str.maketrans(",.", ".,"), "en": str.maketrans("", "")}


def number(value: float, language: str) -> str:
    """A number as it is written in the language: whole numbers whole, else one decimal."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text.translate(_SEPARATORS[language])


def signed(value: float, language: str) -> str:
    """A difference with its sign."""
    return ("+" if value > 0 else "") + number(value, language)


def in_range(words: str, language: str) -> str:
    """A range of numbers in words."""
    for english, other in _RANGES[language]:
        words = words.replace(english, other)
    return words.translate(_SEPARATORS[language])
