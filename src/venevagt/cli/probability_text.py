"""A probability as the terminal prints it for a clinician."""

import math
from collections.abc import Iterator

from venevagt.care.probability_result import Action, Numbers, Outlook, ProbabilityResult, TestValue
from venevagt.care.score_form import Known, form_of
from venevagt.care.score_words import finding_label
from venevagt.care.words import filled
from venevagt.cli.page import Page
from venevagt.cli.probability_words import digits, name_of, names, percent, ratio, two_digits, with_interval
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Expression
from venevagt.logic.expression import names as finding_names


def show_probability(model: Model, language: str, result: ProbabilityResult, known: Known) -> None:
    """All of it: start, factors, result, what dependence can change, and what tests would."""
    _Shown(model, language, result).show(known)


class _Shown:
    def __init__(self, model: Model, language: str, result: ProbabilityResult) -> None:
        self.model, self.language, self.result = model, language, result
        self.words = model.texts[language].clinic
        self.outcome = self.words[f"outcome_{result.outcome}"]
        self.page = Page(model, language)

    def show(self, known: Known) -> None:
        self.page.heading(self._words("of", outcome=self.outcome))
        self._start(known)
        self._factors()
        self._result()
        self._dependence()
        self._limits()
        for test in self.result.tests:
            self._test(test)
        self._sources()
        self.page.line()
        self.page.line(self.words["advises"])

    def _words(self, key: str, **values: object) -> str:
        return filled(self.words[f"probability_{key}"], **values)

    def _percent(self, probability: float) -> str:
        return percent(probability, self.language)

    def _start(self, known: Known) -> None:
        start = self.result.start
        shown = with_interval(self.words, self.language, start.probability)
        if not start.score:
            self.page.line(self._words("start_own", percent=shown))
            condition = self.model.clinical.probability.starting_points[self.result.outcome].condition
            if start.applies is None and condition is not None:
                self.page.line(self._words("not_known_whether", findings=self._open(condition, known)), "alarm")
            return
        text = self.model.texts[self.language].scores[start.score]
        score = f"{text.name} ({filled(self.words['version'], version=start.version)})"
        band, sources = text.bands[start.band], ", ".join(start.sources)
        self.page.line(self._words("start_score", percent=shown, band=band, score=score, source=sources))
        condition = form_of(self.model, f"{start.score}@{start.version}").condition
        if start.applies is None and condition is not None:
            self.page.line(filled(self.words["not_known_whether"], findings=self._open(condition, known)), "alarm")

    def _open(self, condition: Expression, known: Known) -> str:
        """The findings of a condition that are not known."""
        open_ones = [name for name in finding_names(condition) if name not in known]
        return "; ".join(finding_label(self.model, self.language, name) for name in open_ones)

    def _factors(self) -> None:
        result = self.result
        if not result.factors:
            self.page.line(self._words("no_factor"))
        self.page.rows((str(place), line) for place, line in enumerate(self._factor_lines(), 1))
        for factor in result.factors:
            self._doubtful(factor.factor)
        if result.not_applied:
            self.page.line(self._words("not_applied"))
            self.page.rows(("-", line) for line in self._left_out())

    def _factor_lines(self) -> Iterator[str]:
        for factor in self.result.factors:
            yield self._words(
                "factor",
                name=name_of(self.model, self.language, factor),
                ratio=ratio(self.words, self.language, factor),
                before=self._percent(factor.before),
                after=self._percent(factor.after),
                points=digits(factor.points, self.language, sign=True),
                log_odds=digits(factor.log_odds, self.language, sign=True),
            )

    def _left_out(self) -> Iterator[str]:
        texts = self.model.texts[self.language]
        named = {factor.factor: name_of(self.model, self.language, factor) for factor in self.result.factors}
        for own in self.result.not_applied:
            name = name_of(self.model, self.language, own)
            if own.reason == "in_score":
                yield self._words("in_score", name=name, score=texts.scores[own.instead].name)
            else:
                yield self._words("same_thing", name=name, instead=named[own.instead])

    def _result(self) -> None:
        found = self.result.probability
        self.page.line()
        shown = with_interval(self.words, self.language, found)
        self.page.line(self._words("result", percent=shown), "bold")
        self.page.line(of_100(self.model, self.language, self.result))
        missing = [*([] if self.result.start.interval_given else [self.words["probability_start"]])]
        if self.result.without_interval:
            missing.append(names(self.model, self.language, self.result.without_interval))
            self.page.line(self._words("too_narrow", names="; ".join(missing)))
        elif missing:
            self.page.line(self._words("start_too_narrow"))

    def _dependence(self) -> None:
        bounds = self.result.bounds
        if len(self.result.factors) < 2:
            return
        self.page.line(self._words("independent"))
        if bounds.groups:
            grouped = " / ".join(names(self.model, self.language, group) for group in bounds.groups)
            low, high = map(self._percent, bounds.in_groups)
            self.page.rows([("-", self._words("groups", names=grouped, low=low, high=high))])
        low, high = self._percent(bounds.lowest.median), self._percent(bounds.highest.median)
        self.page.rows([("-", self._words("bounds", low=low, high=high))])

    def _limits(self) -> None:
        limits = self.result.limits
        shown = self._percent(limits.rule_out)
        key = "limit" if limits.sources else "own_limit"
        self.page.line()
        self.page.line(self._words(key, percent=shown, sources=", ".join(limits.sources)))
        treat = limits.treat
        self.page.line(
            self._words("no_treat") if treat is None else self._words("limit_treat", percent=self._percent(treat))
        )
        self.page.line(self._words("now", action=self._action(self.result.action, sure=self.result.sure)))

    def _action(self, action: Action, *, sure: bool) -> str:
        words = self.words[f"probability_action_{action}"]
        return words if sure else self._words("unsure", action=words)

    def _test(self, test: TestValue) -> None:
        text = self.model.texts[self.language].tests[test.test]
        self.page.heading(self._words("test", name=text.name))
        self._doubtful(test.test)
        results = ((text.positive, test.positive), (text.negative, test.negative))
        self.page.rows(("-", self._outlook(name, outlook)) for name, outlook in results)
        counts = {key: self._count(getattr(test, key)) for key in ("found", "overlooked", "false_alarms", "cleared")}
        self.page.line(self._words("test_counts", **counts))
        if test.changes:
            without, with_test = self._numbers(test.without), self._numbers(test.with_test)
            share = self._percent(test.changes)
            self.page.line(self._words("test_changes", share=share, without=without, with_test=with_test))
        else:
            self.page.line(self._words("test_no_change"))

    def _doubtful(self, test: str) -> None:
        """A line where a test says little in this patient."""
        if test in self.result.doubtful:
            text = self.model.texts[self.language].tests[test]
            self.page.line(f"{text.name}: {text.doubtful}", "alarm")

    def _outlook(self, name: str, outlook: Outlook) -> str:
        shown = with_interval(self.words, self.language, outlook.probability)
        if outlook.lowest < outlook.highest:
            low, high = self._percent(outlook.lowest), self._percent(outlook.highest)
            shown = self._words("with_overlap", percent=shown, low=low, high=high)
        return self._words(
            "test_result",
            result=name,
            share=self._percent(outlook.share),
            percent=shown,
            action=self._action(outlook.action, sure=outlook.sure),
        )

    def _count(self, number: float) -> str:
        return two_digits(number, self.language)

    def _numbers(self, numbers: Numbers) -> str:
        shown = {"missed": numbers.missed, "examined": numbers.examined, "treated": numbers.treated_without}
        return self._words("numbers", **{key: self._count(number) for key, number in shown.items()})

    def _sources(self) -> None:
        result = self.result
        used = [*result.start.sources, *(source for factor in result.factors for source in factor.sources)]
        used += [*result.limits.sources, *(source for test in result.tests for source in test.sources)]
        self.page.line()
        self.page.line(self.words["sources"])
        rows = ((source, self.model.sources[source].citation) for source in dict.fromkeys(used))
        self.page.rows(rows, one_line=True)


def of_100(model: Model, language: str, result: ProbabilityResult) -> str:
    """Of 100 people like this one, so many have it: by the mean."""
    words = model.texts[language].clinic
    outcome, count = words[f"outcome_{result.outcome}"], people(result.probability.mean)
    if count == 0:
        return filled(words["probability_of_100_few"], outcome=outcome)
    return filled(words["probability_of_100"], outcome=outcome, count=count)


def people(probability: float) -> int:
    """Of 100 people, in whole ones."""
    return math.floor(100 * probability + 0.5)
