"""The baseline: the triage rules as a programmer would write them by hand, with early return."""

from collections.abc import Mapping

from venevagt.logic.expression import Value

_MAJOR = (
    "recent_surgery",
    "immobile",
    "paralysed_leg",
    "active_cancer",
    "previous_clot",
    "pregnant",
    "clotting_disorder",
)
_WARNING = (
    "one_sided_swelling",
    "redness",
    "warmth",
    "deep_constant_pain",
    "tender_deep",
    "worse_walking",
    "new_surface_veins",
    "sudden_onset",
    "growing",
    "hard_red_cord",
    "arm_swelling",
)
_FLAGS = (
    "breathless",
    "chest_pain",
    "near_fainting",
    "racing_heart",
    "coughing_blood",
    "stroke_signs",
    "cold_pale_limb",
    "whole_leg_blue",
    "tight_after_injury",
    "saddle_numbness",
    "very_ill",
    "heavy_bleeding",
)
_GP = (
    "lasting",
    "leg_pain",
    "frequent_or_severe",
    "clot_under_treatment",
    "unusual_bleeding",
    "walking_distance_pain",
    "both_legs_swollen",
    "back_pain_radiating",
)


def urgency(c: Mapping[str, Value]) -> str:
    """The urgency of a complete case; values are True or False, numbers, an option."""
    for name in _FLAGS:
        if c[name]:
            return "emergency"
    if _doctor_today(c):
        return "doctor_today"
    if _plain(c):
        return "self_care"
    return "own_gp"


def _doctor_today(c: Mapping[str, Value]) -> bool:
    in_leg = c["place"] == "leg"
    calf = c["calf_difference_cm"]
    if c["one_sided_swelling"] or ((c["redness"] or c["warmth"]) and in_leg) or (calf is not None and calf >= 3):  # type: ignore[operator]
        return True
    if c["one_sided"] and _one_sided(c):
        return True
    if c["hard_red_cord"] or c["arm_swelling"] or (c["place"] == "arm" and c["central_line"]):
        return True
    if c["clot_under_treatment"] and (c["growing"] or c["leg_pain"]):
        return True
    if c["unusual_bleeding"] and (c["on_anticoagulant"] or c["clot_under_treatment"]):
        return True
    if c["spreading_redness"] or ((c["redness"] or c["warmth"]) and c["fever"]):
        return True
    return bool(c["pop_in_calf"] or c["cannot_bear_weight"] or c["rest_pain_foot"] or c["dark_urine"])


def _one_sided(c: Mapping[str, Value]) -> bool:
    signs = (
        bool(c["deep_constant_pain"])
        + bool(c["tender_deep"])
        + bool(c["worse_walking"])
        + (not c["eased_by_stretch"])
        + bool(c["growing"])
        + bool(c["sudden_onset"])
    )
    pain = c["leg_pain"] or c["deep_constant_pain"] or c["tender_deep"]
    if signs >= 2 or c["new_surface_veins"] or (pain and any(c[name] for name in _MAJOR)):
        return True
    return c["age"] < 16 and bool(c["leg_pain"] or any(c[name] for name in _WARNING))  # type: ignore[operator]


def _plain(c: Mapping[str, Value]) -> bool:
    if not (c["cramp"] and c["short_lived"] and c["eased_by_stretch"] and c["normal_between"]):
        return False
    if not (c["both_legs"] or c["after_exertion_or_night"]) or c["place"] != "leg" or c["age"] < 16:  # type: ignore[operator]
        return False
    return not (any(c[n] for n in _WARNING) or any(c[n] for n in _MAJOR) or any(c[n] for n in _GP))
