"""The words of the demonstration of a cohort. They are of no medicine: what that needs stands in the knowledge."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "{people} made-up people. Nobody in these tables exists.",
        "share": "Of 100,000 in each line. “Not known” has a line of its own, and so has nobody been left out.",
        "unfinished": "“Unfinished”: how many of them have so few answers that it could still change.",
        "by_region": "By region",
        "by_age": "By age",
        "not_known": "not known",
        "all": "all",
        "people": "people",
        "unfinished_head": "unfinished",
        "steps": "How long it took, on {threads} threads",
        "made": "made the people",
        "assessed": "assessed and counted them",
        "seconds": "{seconds} s",
        "rate": "{rate} million a second",
        "truth": "What these made-up people have is known, because it was drawn first",
        "dvt": "of those with a clot in the leg: {percent} % are told to see a doctor today or to call 112",
        "pe": "of those with a clot in the lungs: {percent} % are told to call 112",
        "no_claim": "This follows from the figures that the people were drawn from; many of them are guesses.\n"
        "It does not say how good Venevagt is with real people.",
        "next": "What to try next",
        "kept": "The people are in {file}.",
    },
    "da": {
        "title": "{people} opdigtede personer. Ingen i disse tabeller findes.",
        "share": "Af 100.000 i hver linje. »Ikke oplyst« har sin egen linje, så ingen er udeladt.",
        "unfinished": "»Uafklaret«: hvor mange af dem der har så få svar, at det stadig kan ændre sig.",
        "by_region": "Efter region",
        "by_age": "Efter alder",
        "not_known": "ikke oplyst",
        "all": "alle",
        "people": "personer",
        "unfinished_head": "uafklaret",
        "steps": "Så lang tid tog det, på {threads} tråde",
        "made": "lavede personerne",
        "assessed": "vurderede og talte dem",
        "seconds": "{seconds} s",
        "rate": "{rate} millioner i sekundet",
        "truth": "Hvad de opdigtede personer fejler, er kendt, for det blev trukket først",
        "dvt": "af dem med blodprop i benet: {percent} % får besked om læge i dag eller 112",
        "pe": "af dem med blodprop i lungerne: {percent} % får besked om at ringe 112",
        "no_claim": "Det følger af de tal, som personerne er trukket ud fra, og mange af tallene er gæt.\n"
        "Det siger ikke, hvor god Venevagt er for rigtige mennesker.",
        "next": "Prøv det her bagefter",
        "kept": "Personerne ligger i {file}.",
    },
}


def whole(number: float, language: str) -> str:
    """A whole number with its thousands set apart."""
    text = f"{round(number):,}"
    return text.replace(",", ".") if language == "da" else text


def decimal(number: float, language: str, places: int = 1) -> str:
    """A number with so many places."""
    text = f"{number:.{places}f}"
    return text.replace(".", ",") if language == "da" else text
