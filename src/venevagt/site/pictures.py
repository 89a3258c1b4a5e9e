"""The pictures that others show of the site: icons on a home screen, and the card of a link."""

from venevagt.knowledge.model import Model

ICONS = (
    ("icon.svg", "image/svg+xml", "any", "any"),
    ("icon-192.png", "image/png", "192x192", "any"),
    ("icon-512.png", "image/png", "512x512", "any"),
    ("icon-maskable-512.png", "image/png", "512x512", "maskable"),
)
"""Of the manifest: file, type, sizes, purpose. `python -m maintenance.icons` draws the others from icon.svg."""

CARD = "card.png"
CARD_SIZE = (1200, 630)
"""Pixels, as networks show it."""


def card_words(model: Model) -> tuple[str, str]:
    """What stands on the card: the name and the question, in the first language."""
    site = model.texts[model.about.languages[0]].site
    return site["name"], site["tagline"]
