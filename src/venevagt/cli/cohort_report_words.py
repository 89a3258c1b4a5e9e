"""The words of the cohort report, and what its groups are called. What is clinical comes from the knowledge."""

from collections.abc import Mapping

from venevagt.cohort.report import NOT_KNOWN
from venevagt.knowledge.model import Model

_EN = {
    "title": "Cohort report",
    "skip": "To the tables",
    "synthetic": "SYNTHETIC: made-up persons from a simulation. These are not real patients.",
    "advises": "Venevagt advises and never diagnoses. These are counts of answers, not of diseases.",
    "file": "File",
    "rows": "Rows",
    "counted": "Persons counted",
    "bad": "Rows with a wrong cell, not counted",
    "knowledge": "Knowledge",
    "assessed_with": "Assessed before, with the knowledge",
    "not_said": "the file does not say",
    "missing": "Columns that are missing, so not known for everybody",
    "without_people": "Regions that the population file lacks",
    "none": "none",
    "small": (
        "Groups of 1 to {most} persons are shown as <{at_least}. Where a sum would give such a group away, another is "
        "hidden with it and shown as .. (two dots)."
    ),
    "small_off": "No group is hidden, however small. Do not pass this on if the persons are real.",
    "persons": "Persons",
    "share": "Of 100",
    "rate": "Per 100,000 of the population",
    "group": "Group",
    "all": "All",
    "urgency": "By urgency",
    "age": "By age",
    "sex": "By sex",
    "region": "By region",
    "date_day": "Over time, by day",
    "date_week": "Over time, by week (its Monday)",
    "date_month": "Over time, by month",
    "rule": "By the rule that decides",
    "final": "Is the answer final?",
    "between": "Not final: the lowest and the highest urgency still possible",
    "funnel": "How many questions it takes",
    "funnel_text": (
        "Each person is taken through the interview with the answers that are there. It ends when no answer can change "
        "anything any more, or stops at a screen where an answer is missing."
    ),
    "so_far": "Done by then, of 100",
    "questions": "Questions answered, on average",
    "stage": "The interview",
    "done": "done after screen {number}",
    "stopped": "stopped at: {screen}",
    "not_known": "not known",
    "years": "{age} years",
    "from_to": "{low} to {high}",
    "no_rule": "no rule speaks",
    "is_final": "final",
    "is_not_final": "can still change",
    "chart": "{title}: how many of 100 in each group have which urgency. The numbers are in the table below.",
    "chart_time": "{title}: persons with each urgency in each period. The numbers are in the table below.",
    "chart_funnel": "{title}: how many of 100 were done after which screen. The numbers are in the table below.",
    "made": "Made by venevagt cohort report.",
}
_DA = {
    "title": "Rapport om en gruppe personer",
    "skip": "Til tabellerne",
    "synthetic": "SYNTETISK: opdigtede personer fra en simulering. Det er ikke rigtige patienter.",
    "advises": "Venevagt råder og stiller ingen diagnose. Her er talt svar, ikke sygdomme.",
    "file": "Fil",
    "rows": "Rækker",
    "counted": "Personer, der er talt med",
    "bad": "Rækker med et forkert felt, ikke talt med",
    "knowledge": "Viden",
    "assessed_with": "Vurderet i forvejen, med denne viden",
    "not_said": "det siger filen ikke",
    "missing": "Kolonner, der mangler, altså ukendt for alle",
    "without_people": "Regioner, som filen med befolkning ikke har",
    "none": "ingen",
    "small": (
        "Grupper på 1 til {most} personer vises som <{at_least}. Hvor en sum ville afsløre sådan en gruppe, er en "
        "anden skjult sammen med den og vises som .. (to prikker)."
    ),
    "small_off": "Ingen gruppe er skjult, hvor lille den end er. Giv det ikke videre, hvis personerne er rigtige.",
    "persons": "Personer",
    "share": "Af 100",
    "rate": "Per 100.000 af befolkningen",
    "group": "Gruppe",
    "all": "Alle",
    "urgency": "Efter hvor meget det haster",
    "age": "Efter alder",
    "sex": "Efter køn",
    "region": "Efter region",
    "date_day": "Over tid, dag for dag",
    "date_week": "Over tid, uge for uge (ugens mandag)",
    "date_month": "Over tid, måned for måned",
    "rule": "Efter den regel, der afgør det",
    "final": "Er svaret endeligt?",
    "between": "Ikke endeligt: det mildeste og det mest hastende, der stadig er muligt",
    "funnel": "Hvor mange spørgsmål der skal til",
    "funnel_text": (
        "Hver person føres gennem spørgsmålene med de svar, der er. Det slutter, når intet svar kan ændre noget mere, "
        "eller standser ved en side, hvor et svar mangler."
    ),
    "so_far": "Færdige til og med her, af 100",
    "questions": "Besvarede spørgsmål i gennemsnit",
    "stage": "Spørgsmålene",
    "done": "færdig efter side {number}",
    "stopped": "standset ved: {screen}",
    "not_known": "ukendt",
    "years": "{age} år",
    "from_to": "{low} til {high}",
    "no_rule": "ingen regel taler",
    "is_final": "endeligt",
    "is_not_final": "kan ændre sig endnu",
    "chart": "{title}: hvor mange af 100 i hver gruppe der har hvilket råd. Tallene står i tabellen nedenfor.",
    "chart_time": "{title}: personer med hvert råd i hver periode. Tallene står i tabellen nedenfor.",
    "chart_funnel": "{title}: hvor mange af 100 der var færdige efter hvilken side. Tallene står i tabellen nedenfor.",
    "made": "Lavet af venevagt cohort report.",
}
WORDS: Mapping[str, Mapping[str, str]] = {"da": _DA, "en": _EN}


class Labels:
    """What the groups of a report are called in one language."""

    def __init__(self, model: Model, language: str) -> None:
        self.language = language
        self.words = WORDS.get(language, _EN)
        self._texts = model.texts[language]

    def title(self, grouping: str, by: str) -> str:
        return self.words[f"date_{by}" if grouping == "date" else grouping]

    def group(self, grouping: str, name: str) -> str:
        """A row of a table. The name of a region that the knowledge lacks is shown as the file has it."""
        if name in (NOT_KNOWN, "all"):
            return self.words[name]
        match grouping:
            case "urgency":
                return self.urgency(name)
            case "age":
                return self.words["years"].format(age=name)
            case "sex":
                return self._texts.findings["sex"].options[name].label
            case "region":
                return self._texts.directory.get(f"region_{name}", name)
            case "rule":
                return self._texts.rules[name].name if name in self._texts.rules else self.words[name]
            case "final":
                return self.words[f"is_{name}"]
            case "between":
                low, high = map(self.urgency, name.split("-"))
                return self.words["from_to"].format(low=low, high=high)
            case _:
                return name

    def urgency(self, name: str) -> str:
        return self._texts.urgencies[name].name

    def stage(self, name: str) -> str:
        """An end of the interview."""
        kind, _, what = name.partition("_")
        if kind == "done":
            return self.words["done"].format(number=what)
        return self.words["stopped"].format(screen=self._texts.screens[what].title)

    def number(self, number: int) -> str:
        """With the thousands apart."""
        return f"{number:,}".replace(",", "." if self.language == "da" else ",")

    def decimal(self, number: float | None) -> str:
        """With one decimal, with the language's own comma."""
        if number is None:
            return ""
        whole, _, rest = f"{number:,.1f}".partition(".")
        return f"{whole.replace(',', '.')},{rest}" if self.language == "da" else f"{whole}.{rest}"

    def small(self, at_least: int) -> str:
        """What is hidden, in a sentence."""
        key = "small" if at_least > 1 else "small_off"
        return self.words[key].format(at_least=at_least, most=at_least - 1)
