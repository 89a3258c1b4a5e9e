"""The figures of likelihood ratios and tests, typed a second time from the notes and the abstracts."""

from tests.care.helpers import MODEL

PROBABILITY = MODEL.clinical.probability

RATIOS = {
    "dvt": {
        "dvt_cancer": 2.71,
        "dvt_previous_dvt": 2.25,
        "dvt_immobile": 1.98,
        "dvt_calf_difference": 1.80,
        "dvt_no_calf_difference": 0.57,
        "dvt_surgery": 1.76,
        "dvt_no_swelling": 0.67,
        "dvt_wells_high": 5.2,
        "dvt_wells_low": 0.25,
    },
    "pe": {
        "pe_shock": 4.07,
        "pe_syncope": 2.38,
        "pe_thrombophlebitis": 2.20,
        "pe_leg_swelling": 2.11,
        "pe_current_dvt": 2.05,
        "pe_sudden_dyspnoea": 1.83,
        "pe_no_sudden_dyspnoea": 0.43,
        "pe_cancer": 1.74,
        "pe_surgery": 1.63,
        "pe_haemoptysis": 1.62,
        "pe_leg_pain": 1.60,
        "pe_no_dyspnoea": 0.52,
        "pe_no_tachypnoea": 0.56,
    },
}

# https://icmphilly.com/vte-15-are-there-specific-clinical-findings-that-are-indicative-of-lower-extremity-dvt/
# quotes these of Goodacre 2005 (S1): difference in calf diameter 1.80 (1.48-2.19). The others there are of findings
# that the knowledge does not weigh: calf pain, calf swelling, Homans's sign, warmth, tenderness, erythema, oedema.
INTERVALS = {"dvt_calf_difference": (1.48, 2.19)}

# Sensitivity and specificity, each with its interval.
TESTS = {
    "d_dimer_dvt": ((96.1, 92.6, 98.0), (35.7, 29.5, 42.4), "S80"),
    "proximal_ultrasound": ((90.1, 86.5, 92.8), (98.5, 97.6, 99.1), "S80"),
    "whole_leg_ultrasound": ((94.0, 91.3, 95.9), (97.3, 94.8, 98.6), "S80"),
    "d_dimer_pe": ((97, 96, 98), (41, 36, 46), "S81"),
    "ct_angiography": ((94, 89, 97), (98, 97, 99), "S81"),
}


def test_likelihood_ratios_are_those_of_their_source() -> None:
    found: dict[str, dict[str, float]] = {"dvt": {}, "pe": {}}
    for name, ratio in PROBABILITY.likelihood_ratios.items():
        found[ratio.outcome][name] = ratio.value
        assert ratio.sources == ({"dvt": "S1", "pe": "S2"}[ratio.outcome],)
        assert (ratio.low, ratio.high) == INTERVALS.get(name, (None, None))
    assert found == RATIOS


def test_tests_are_as_accurate_as_their_source_says() -> None:
    shares = {
        name: (*((own.percent, own.low, own.high) for own in (test.sensitivity, test.specificity)), test.sources[0])
        for name, test in PROBABILITY.tests.items()
    }
    assert shares == TESTS
