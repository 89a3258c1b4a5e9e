"""`python -m maintenance.icons`: the icons of a telephone's home screen, and the card that others show of a link.

All are drawn from src/venevagt/site/static/icon.svg, the card also from the words of the knowledge, by the Chromium
of the tests. They are written beside the icon as PNG with a palette; all together stay below 60 kB.
"""

import base64
from collections.abc import Mapping

from playwright.sync_api import Page, sync_playwright
from tests.browser.chromium import ROOT, launch

from maintenance.png import Picture, palette_png
from venevagt.knowledge.compiled import get_model
from venevagt.site.pictures import CARD_SIZE, card_words

FOLDER = ROOT / "src" / "venevagt" / "site" / "static"
MOST_BYTES = 60_000

_CORNERS = ' rx="7"'
_SIGN = "<path "
_SMALLER = 'transform="translate(16 16) scale(.8) translate(-16 -16.5)" '
"""A phone may cut a maskable icon to a circle of 80 %: the sign becomes small enough for it."""

_CARD = """
<meta charset="utf-8">
<style>
body {{ margin: 0; width: {width}px; height: {height}px; box-sizing: border-box; padding: 90px; color: #fff;
  background: #1d4f91; font-family: "Liberation Sans", Arial, sans-serif; display: flex; flex-direction: column;
  justify-content: center; }}
p {{ margin: 0; font-size: 56px; display: flex; align-items: center; gap: 28px; }}
svg {{ width: 120px; height: 120px; outline: 3px solid #fff; border-radius: 26px; outline-offset: -2px; }}
h1 {{ margin: 40px 0 0; font-size: 104px; line-height: 1.1; text-wrap: balance; }}
</style>
<p>{icon}{name}</p>
<h1>{tagline}</h1>
"""

_PIXELS = """async (png) => {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  let text = "";
  for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
  return btoa(text);
}"""


def _shot(page: Page, html: str, width: int, height: int) -> Picture:
    """What a page of this HTML looks like; where it draws nothing, one sees through."""
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(html)
    shot = base64.b64encode(page.screenshot(omit_background=True)).decode()
    return Picture(width, height, base64.b64decode(page.evaluate(_PIXELS, shot)))


def _icon(page: Page, svg: str, side: int) -> Picture:
    sized = svg.replace("<svg ", f'<svg style="display: block; width: {side}px; height: {side}px" ', 1)
    return _shot(page, f"<style>body {{ margin: 0 }}</style>{sized}", side, side)


def _pictures(page: Page, svg: str) -> Mapping[str, bytes]:
    """File name -> PNG."""
    full = svg.replace(_CORNERS, "")
    assert full != svg, "icon.svg has no round corners to take away"
    width, height = CARD_SIZE
    words = card_words(get_model())
    card = _CARD.format(width=width, height=height, icon=svg, name=words[0], tagline=words[1])
    return {
        "icon-192.png": palette_png(_icon(page, svg, 192)),
        "icon-512.png": palette_png(_icon(page, svg, 512)),
        "icon-maskable-512.png": palette_png(_icon(page, full.replace(_SIGN, f"{_SIGN}{_SMALLER}"), 512)),
        "apple-touch-icon.png": palette_png(_icon(page, full, 180)),
        "card.png": palette_png(_shot(page, card, width, height), said="\n".join(words)),
    }


def main() -> None:
    """Write all pictures anew. Raises SystemExit when they are too large for the site."""
    svg = (FOLDER / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright, launch(playwright) as browser:
        pictures = _pictures(browser.new_page(), svg)
    total = sum(map(len, pictures.values()))
    if total > MOST_BYTES:
        raise SystemExit(f"the pictures have {total} bytes, expected at most {MOST_BYTES}")
    for name, content in pictures.items():
        (FOLDER / name).write_bytes(content)
        print(f"{name:24}{len(content):>8} bytes")
    print(f"{'all':24}{total:>8} bytes")


if __name__ == "__main__":
    main()
