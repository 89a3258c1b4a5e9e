"""The icons of a home screen and the card of a link: small, of the right size, and of today's words."""

import json
from urllib.parse import urlsplit

import pytest
from maintenance.icons import MOST_BYTES
from maintenance.png import Picture, chunks_of, palette_png, size_of, words_of
from tests.care.helpers import MODEL
from tests.site.helpers import LANGUAGES, built, file_of, page, pages

from venevagt.site.assets import own_assets
from venevagt.site.component import embedded_files
from venevagt.site.pictures import CARD_SIZE, ICONS, card_words

FILES = built()
PNG = {name: content for name, content in own_assets().items() if name.endswith(".png")}


def test_all_pictures_together_are_small_and_whole() -> None:
    assert len(PNG) == 5
    assert sum(map(len, PNG.values())) < MOST_BYTES
    for content in PNG.values():
        assert [kind for kind, _ in chunks_of(content)][-1] == b"IEND"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_has_icons_of_the_sizes_that_it_says(language: str) -> None:
    icons = json.loads(FILES[f"{language}/manifest.webmanifest"])["icons"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {(sizes, use) for _, _, sizes, use in ICONS}
    for icon in icons[1:]:
        width, height = size_of(FILES[file_of(icon["src"], FILES)])
        assert icon["sizes"] == f"{width}x{height}"


def test_what_a_telephone_cuts_to_its_own_shape_has_no_holes() -> None:
    """An icon that is cut by the telephone fills its square: nothing of it can be seen through."""
    for name in ("apple-touch-icon.png", "icon-maskable-512.png", "card.png"):
        assert b"tRNS" not in dict(chunks_of(PNG[name])), name
    assert size_of(PNG["apple-touch-icon.png"]) == (180, 180)


def test_the_card_has_the_words_of_the_knowledge() -> None:
    """Else: run `python -m maintenance.icons`."""
    assert words_of(PNG["card.png"]) == "\n".join(card_words(MODEL))
    assert size_of(PNG["card.png"]) == CARD_SIZE


def test_a_page_with_an_address_has_a_card_and_says_what_is_on_it() -> None:
    in_a_frame = embedded_files(MODEL)
    for name, tree in pages(FILES):
        if name in in_a_frame:
            assert not tree.xpath(".//link[@rel='apple-touch-icon' or @rel='manifest']")
            continue
        (touch,) = tree.xpath(".//link[@rel='apple-touch-icon']/@href")
        assert file_of(touch, FILES).endswith("/apple-touch-icon.png")
        told = {one.get("property"): one.get("content") for one in tree.xpath(".//meta[starts-with(@property, 'og:')]")}
        if name == "404.html":
            assert not told
            continue
        assert told["og:image"].startswith("https://example.org/leg/")
        assert size_of(FILES[file_of(urlsplit(told["og:image"]).path, FILES)]) == CARD_SIZE
        assert (told["og:image:width"], told["og:image:height"]) == tuple(map(str, CARD_SIZE))
        assert told["og:image:alt"] == MODEL.texts[tree.get("lang")].site["card_alt"]
    (alt,) = page("da/index.html").xpath(".//meta[@property='og:image:alt']/@content")
    assert all(words in alt for words in card_words(MODEL))
    assert b"og:image" not in built("")["da/index.html"]


def test_a_picture_of_many_colours_gets_fewer_and_keeps_its_ends() -> None:
    pixels = b"".join(bytes((red, green, 128, 255)) for red in range(256) for green in range(256))
    chunks = dict(chunks_of(palette_png(Picture(256, 256, pixels), said="Åh")))
    palette = {chunks[b"PLTE"][at : at + 3] for at in range(0, len(chunks[b"PLTE"]), 3)}
    assert 2 <= len(palette) <= 256
    assert {(0, 0), (255, 255)} <= {(colour[0], colour[1]) for colour in palette}
    assert words_of(palette_png(Picture(1, 1, b"\1\2\3\4"), said="Åh")) == "Åh"
    with pytest.raises(ValueError, match="damaged"):
        list(chunks_of(palette_png(Picture(1, 1, b"\1\2\3\4"))[:-1] + b"x"))
