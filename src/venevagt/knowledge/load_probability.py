"""Likelihood ratios, tests, starting points and calibrations: clinical/*.yaml."""

from collections.abc import Mapping

from msgspec.structs import replace

from venevagt.knowledge.probability import Calibration, DiagnosticTest, LikelihoodRatio, Probability, StartingPoint
from venevagt.knowledge.reader import Reader
from venevagt.logic.expression import Expression, Vocabulary


def read_probability(reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> Probability:
    """Everything about probabilities; `vocabulary`: all findings that conditions may use."""

    def tree(section: str, name: str, text: str, inside: str) -> Expression | None:
        return reader.expression(section, name, text, vocabulary, defined, inside) if text else None

    ratios = reader.section("likelihood_ratios", "clinical/likelihood_ratios.yaml", LikelihoodRatio)
    tests = reader.section("tests", "clinical/tests.yaml", DiagnosticTest)
    points = reader.section("starting_points", "clinical/starting_points.yaml", StartingPoint)
    return Probability(
        {
            name: replace(ratio, condition=tree("likelihood_ratios", name, ratio.when, "when"))
            for name, ratio in ratios.items()
        },
        {
            name: replace(
                test,
                condition=tree("tests", name, test.doubtful, "doubtful"),
                yes_condition=tree("tests", name, test.positive, "positive"),
                no_condition=tree("tests", name, test.negative, "negative"),
            )
            for name, test in tests.items()
        },
        {
            name: replace(point, condition=tree("starting_points", name, point.applies, "applies"))
            for name, point in points.items()
        },
        reader.section("calibrations", "clinical/calibrations.yaml", Calibration),
    )
