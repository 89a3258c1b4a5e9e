"""What is measured on a page as it stands there. Each gives what is wrong, in words; nothing where all is well."""

from playwright.sync_api import Page

# All of it is run by `Page.evaluate`, which the page's content security policy does not touch.
_TOOLS = """
const width = document.documentElement.clientWidth;
const shown = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
const name = (e) => `<${e.tagName.toLowerCase()}> ${(e.innerText || e.name || e.href || "").trim().slice(0, 40)}`;
const unseen = (e) => e.closest(".unseen, .default, .skip") !== null;
const rgb = (text) => {
  const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
  return { r, g, b, a };
};
const luminance = (text) => {
  const { r, g, b } = rgb(text);
  const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};
const behind = (e) => {
  for (let at = e; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (rgb(colour).a > 0.99) return colour;
  }
  return "rgb(255, 255, 255)";
};
"""


def _problems(page: Page, script: str) -> list[str]:
    found: list[str] = page.evaluate(f"() => {{ {_TOOLS}\nconst wrong = [];\n{script}\nreturn wrong; }}")
    return found


def scrolls_sideways(page: Page) -> list[str]:
    """Whether one has to scroll to the side (WCAG 1.4.10)."""
    return _problems(
        page,
        """
        const wide = document.scrollingElement.scrollWidth;
        if (wide > width) wrong.push(`the page is ${wide} px wide in a window of ${width} px`);
        """,
    )


def cut_text(page: Page) -> list[str]:
    """Text that leaves the window, or a box that hides what leaves it."""
    return _problems(
        page,
        """
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const text = walker.currentNode, parent = text.parentElement;
          if (!text.data.trim() || !shown(parent) || unseen(parent)) continue;
          const range = document.createRange();
          range.selectNodeContents(text);
          for (const { left, right, top, bottom } of range.getClientRects()) {
            if (left < -1 || right > width + 1) wrong.push(`outside the window: ${text.data.trim()}`);
            for (let at = parent; at !== document.body; at = at.parentElement) {
              if (getComputedStyle(at).overflow === "visible" || getComputedStyle(at).display === "inline") continue;
              const box = at.getBoundingClientRect();
              if (right > box.right + 1 || bottom > box.bottom + 1 || left < box.left - 1 || top < box.top - 1)
                wrong.push(`cut: ${text.data.trim()}`);
            }
          }
        }
        for (const e of document.querySelectorAll("button, .tick, label, .card, input[type=text]"))
          if (shown(e) && !unseen(e) && e.scrollWidth > e.clientWidth + 1) wrong.push(`too wide: ${name(e)}`);
        """,
    )


def small_targets(page: Page) -> list[str]:
    """Targets below 24 px (WCAG 2.5.8; links in a sentence are exempt), answers and the emergency number below 48."""
    return _problems(
        page,
        """
        for (const e of document.querySelectorAll("a[href], button, summary, input, select")) {
          if (!shown(e) || unseen(e) || e.type === "hidden") continue;
          const target = (e.type === "checkbox" || e.type === "radio") ? e.closest("label") : e;
          const { width: across, height } = target.getBoundingClientRect();
          const sentence = getComputedStyle(e).display === "inline";
          const answers = e.form && e.closest(".tick, .radios, .number, .buttons") && e.tagName !== "SUMMARY";
          const least = sentence ? 0 : answers || e.matches("[href^='tel:']") ? 48 : 24;
          if (height < least - 0.5 || across < Math.min(least, 24) - 0.5)
            wrong.push(`${name(e)}: ${across} x ${height} px, expected ${least}`);
        }
        """,
    )


def emergency_number(page: Page, within: int = 640) -> list[str]:
    """The emergency number: seen in the first pixels, and the first stop after the skip link."""
    return _problems(
        page,
        f"""
        scrollTo(0, 0);
        const stops = [...document.querySelectorAll("a[href], button, summary, input, select, textarea, [tabindex]")]
          .filter((e) => shown(e) && e.tabIndex >= 0 && e.type !== "hidden");
        if (stops.some((e) => e.tabIndex > 0)) wrong.push("a tabindex above 0 changes the order");
        if (stops[0].getAttribute("href") !== "#main") wrong.push(`the first stop is ${{name(stops[0])}}`);
        const call = stops[1];
        if (call.getAttribute("href") !== "tel:112") wrong.push(`the second stop is ${{name(call)}}`);
        const box = call.getBoundingClientRect();
        if (!call.innerText.includes("112") || box.top < 0 || box.bottom > {within} || box.height < 48)
          wrong.push(`112 stands at ${{box.top}} to ${{box.bottom}} px`);
        if (!call.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)))
          wrong.push("something lies over 112");
        """,
    )


def movement(page: Page) -> list[str]:
    """Whatever moves or changes slowly."""
    return _problems(
        page,
        """
        for (const e of document.querySelectorAll("*")) {
          const { transitionDuration, animationName } = getComputedStyle(e);
          if (transitionDuration.split(", ").some((t) => t !== "0s")) wrong.push(`${name(e)}: ${transitionDuration}`);
          if (animationName !== "none") wrong.push(`${name(e)}: ${animationName}`);
        }
        if (getComputedStyle(document.documentElement).scrollBehavior !== "auto") wrong.push("it scrolls smoothly");
        """,
    )


def faint_borders(page: Page) -> list[str]:
    """Borders of fields and answers with a contrast below 3:1 (WCAG 1.4.11)."""
    return _problems(
        page,
        """
        for (const e of document.querySelectorAll("input[type=text], select, .tick, .radios label, .second")) {
          if (!shown(e) || unseen(e)) continue;
          const ratio = contrast(getComputedStyle(e).borderTopColor, behind(e.parentElement));
          if (ratio < 3) wrong.push(`${name(e)}: ${ratio.toFixed(2)}`);
        }
        """,
    )


def focus_hidden(page: Page) -> list[str]:
    """What has the focus: not seen to have it (WCAG 2.4.7, 1.4.11), or behind the bar (2.4.11)."""
    return _problems(
        page,
        """
        const e = document.activeElement, style = getComputedStyle(e);
        const inside = parseFloat(style.outlineOffset) < 0;
        const ratio = contrast(style.outlineColor, behind(inside ? e : e.parentElement));
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push(`${name(e)}: no outline`);
        else if (ratio < 3) wrong.push(`${name(e)}: an outline with a contrast of ${ratio.toFixed(2)}`);
        const bar = document.querySelector("a[href='tel:112']");
        const { top, bottom } = e.getBoundingClientRect();
        if (e !== bar && !e.matches(".skip") && bottom <= bar.getBoundingClientRect().bottom + 1)
          wrong.push(`${name(e)}: behind the bar`);
        if (top >= innerHeight || bottom <= 0) wrong.push(`${name(e)}: outside the window`);
        """,
    )
