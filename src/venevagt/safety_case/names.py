"""The names of the knowledge as links into the document, and which hazards name them."""

from collections.abc import Iterable, Iterator

from venevagt.knowledge.model import Model
from venevagt.knowledge.safety import Control, Hazard
from venevagt.safety_case.shapes import Group, Link, Risk
from venevagt.safety_case.words import BANDS, EVIDENCE, SINGULAR


class Names:
    """The links of one model. `words`: the English texts, or those of the first language."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.words = model.texts["en" if "en" in model.texts else model.about.languages[0]]
        self.numbers = {name: f"H{place}" for place, name in enumerate(model.hazards, 1)}

    def hazard(self, name: str) -> Link:
        return Link(name, f"hazard-{name}", self.numbers[name], code=True)

    def hazards(self, names: Iterable[str]) -> tuple[Link, ...]:
        """Each hazard once, in the order of the log."""
        wanted = set(names)
        return tuple(self.hazard(name) for name in self.model.hazards if name in wanted)

    def naming(self, section: str, name: str) -> tuple[Link, ...]:
        """The hazards with a control that names an entry, a text, a test or a document."""
        return self.hazards(hazard.id for hazard, control in self.all_controls() if name in getattr(control, section))

    def all_controls(self) -> Iterator[tuple[Hazard, Control]]:
        for hazard in self.model.hazards.values():
            for control in hazard.controls:
                yield hazard, control

    def named(self, section: str) -> tuple[str, ...]:
        """Everything of a section that some control names, each once."""
        return tuple(dict.fromkeys(name for _, control in self.all_controls() for name in getattr(control, section)))

    def evidence(self, control: Control) -> tuple[Group, ...]:
        """What a control names, one group for each kind."""
        found = [
            Group(links=links_to(section, getattr(control, section)), title=EVIDENCE[section])
            for section in SINGULAR
            if getattr(control, section)
        ]
        duty = [Group(text=one_line(control.operator), title=EVIDENCE["operator"])] if control.operator else []
        return (*found, *duty)

    def risk(self, level: int, words: str = "") -> Risk:
        scale = self.model.risk
        band = (level > scale.acceptable) + (level > scale.tolerable)
        return Risk(level, f"Level {level}", BANDS[band], words)

    def risk_of(self, severity: str, likelihood: str) -> Risk:
        words = f"severity {plain(severity)}, likelihood {plain(likelihood)}"
        return self.risk(self.model.risk.level(severity, likelihood), words)


def anchor(section: str, name: str) -> str:
    """The place of an entry in the document: no spaces, so that it can be an id."""
    return "-".join(f"{SINGULAR[section]}-{name}".split())


def links_to(section: str, names: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(name, anchor(section, name), code=True) for name in names)


def sources_of(names: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(name, f"source-{name}") for name in names)


def plain(name: str) -> str:
    """An id of the scale as words."""
    return name.replace("_", " ")


def one_line(text: str) -> str:
    return " ".join(text.split())
