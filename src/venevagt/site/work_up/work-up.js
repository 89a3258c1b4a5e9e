// Marks in the drawing the steps that were walked on this page. The way is kept here and nowhere else.

const STEP = "step-";
const drawing = document.querySelector(".pathway");
const frame = drawing.closest(".frame");
const arrows = [...drawing.querySelectorAll("[data-from]")];
const boxes = new Map([...drawing.querySelectorAll("[data-step]")].map((box) => [box.dataset.step, box]));
const leads = (from, to) => arrows.some(({ dataset }) => dataset.from === from && dataset.to === to);

/** The way after one more step: longer, or as short as it was there, or begun anew where no arrow leads there. */
const after = (way, step) => {
  if (way.includes(step)) return way.slice(0, way.indexOf(step) + 1);
  return leads(way.at(-1), step) ? [...way, step] : [step];
};

const mark = (way) => {
  const here = way.at(-1);
  for (const [step, box] of boxes) {
    box.classList.toggle("w-at", step === here);
    box.classList.toggle("w-taken", step !== here && way.includes(step));
    if (step === here) box.setAttribute("aria-current", "step");
    else box.removeAttribute("aria-current");
  }
  for (const arrow of arrows) {
    const place = way.indexOf(arrow.dataset.from);
    const taken = place >= 0 && way[place + 1] === arrow.dataset.to;
    arrow.classList.toggle("w-taken", taken);
    if (taken) arrow.parentElement.append(arrow);
  }
  const [box, seen] = [boxes.get(here).getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollBy(box.x + box.width / 2 - seen.x - seen.width / 2, box.y + box.height / 2 - seen.y - seen.height / 2);
};

const stepOf = (address) => decodeURIComponent(new URL(address).hash.slice(1 + STEP.length));
const first = stepOf(location.href);
let way = [boxes.has(first) ? first : boxes.keys().next().value];
if (boxes.has(first)) mark(way);
addEventListener("hashchange", ({ newURL }) => {
  const step = stepOf(newURL);
  if (boxes.has(step)) mark((way = after(way, step)));
});
