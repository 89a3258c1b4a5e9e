"""Names of urgencies, rules and answers in one language: of the later version, else the earlier, else the id."""

from collections.abc import Mapping, Sequence

from venevagt.cli.cohort_compare_words import WORDS, in_range
from venevagt.knowledge.model import Finding, FindingText, Model, Texts
from venevagt.knowledge.shape import Urgency


class Names:
    """What a report calls things. `models`: the later version first."""

    def __init__(self, models: Sequence[Model], language: str) -> None:
        self.language = language
        self.words = WORDS[language]
        self._texts: Sequence[Texts] = [model.texts[language] for model in models if language in model.texts]
        self._findings: Mapping[str, Finding] = {
            name: finding for model in reversed(models) for name, finding in model.findings.items()
        }

    def urgency(self, name: Urgency) -> str:
        """Such as "doctor today"."""
        found = next((texts.urgencies[name] for texts in self._texts if name in texts.urgencies), None)
        return found.name if found else name

    def rule(self, name: str) -> str:
        """The rule's name, with its id, by which it stands in the files."""
        found = next((texts.rules[name] for texts in self._texts if name in texts.rules), None)
        return f"{found.name} ({name})" if found else name

    def finding(self, name: str) -> str:
        """What a finding is about."""
        text = self._text(name)
        return text.label if text else name

    def condition(self, answers: Mapping[str, str]) -> str:
        """A set of answers in words."""
        told = (self._answer(name, value) for name, value in answers.items())
        return f" {self.words['and']} ".join(told) or self.words["anything"]

    def _answer(self, name: str, value: str) -> str:
        text, finding = self._text(name), self._findings[name]
        label = text.label if text else name
        if finding.type == "yes_no":
            if value == "yes":
                return label
            return (text.label_no if text else "") or self.words["not"].format(label=label)
        if finding.type == "choice":
            return f"{label}: {text.options[value].label if text and value in text.options else value}"
        return f"{label}: {in_range(value, self.language)} {text.unit if text else ''}".rstrip()

    def _text(self, name: str) -> FindingText | None:
        return next((texts.findings[name] for texts in self._texts if name in texts.findings), None)
