"""What has to hold of the plan after the diagnosis: its lines, its questions, and words for every control."""

from collections.abc import Iterator

from venevagt.knowledge.check_plans import plan_fits
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.places import at
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.treatment import CONFIRMED, look_at, stopped_by


def followup_fits(loaded: Loaded) -> Iterator[Problem]:
    """Every problem of this part."""
    entries = loaded.model.clinical.treatment
    days = {control.day for entry in entries.values() for control in entry.controls}
    controls = {f"control_{day}" for day in days}
    yield from plan_fits(loaded, loaded.model.recovery.followup.plan, {*controls, *look_at(entries.values())})
    questions = loaded.model.recovery.followup.plan.questions
    if questions and CONFIRMED not in questions:
        message = f"no question for {CONFIRMED!r}, expected it: the plan is for a confirmed clot"
        yield at(loaded, "followup_questions", next(iter(questions)), message)
    for name, entry in entries.items():
        # The plan takes such entries by their conditions alone.
        more = (entry.unless, entry.score, entry.while_unknown, [*stopped_by(entries, name)])
        if entry.controls and any(more):
            message = f"{name!r} has controls, expected 'when' alone to say for whom"
            yield at(loaded, "treatment", name, message, path=("controls",))
    for line in loaded.model.recovery.followup.plan.lines.values():
        if line.part == "ask" and (line.days is None or line.days[0] not in days):
            message = f"{line.id!r} is asked at no control, expected days: [D, D] with D one of {sorted(days)}"
            yield at(loaded, "followup", line.id, message)
