"""What the clinician's page can be opened for: which scores it counts then, and which finding that says."""

from venevagt.knowledge.shape import Shape

COPY_KEY = "c"
"""The letter that copies the note: no finding has it."""


class Door(Shape, frozen=True):
    """A purpose that the page can be opened for.

    `scores`: what it counts, the main one first; a version for patients of its own by name@version. `says`: the
    yes/no finding that is yes by opening it. `suspicion`: it answers whether a clot is really suspected.
    """

    scores: tuple[str, ...]
    says: str = ""
    suspicion: bool = False
    id: str = ""


class FixedKey(Shape, frozen=True):
    """A finding that has the same key behind every door; the id is the key."""

    finding: str
    id: str = ""
