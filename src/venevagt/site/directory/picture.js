// The map on the page: which part is shown, and what a press does.
import { made } from "../script/page/tree.js";
import { fill } from "../script/words.js";
import { around, drawn, gathered, onto, placed, turned, whole, withRegions } from "./map.js";
import { far } from "./results.js";

const WIDTH = 320;
const KEYS = { "+": "in", "-": "out", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/** { show } of the map in an element; `reveal`: what a press on one clinic does. */
export function picture(element, data, reveal) {
  let now = null;
  let box = whole();
  let groups = [];

  /** Show what was found; `from`: where the search starts, `areas`: codes of the regions that it is in, if any. */
  function show(borders, results, { from, areas, day }) {
    const points = results
      .filter(({ clinic }) => clinic.lat !== null)
      .map((one) => ({ ...placed(borders, one.clinic.lat, one.clinic.lon), one }));
    now = { borders, points, day, here: from ? placed(borders, from.lat, from.lon) : null };
    box = now.here ? around(now.here) : areas.length ? withRegions(borders, areas) : whole();
    requestAnimationFrame(draw);
  }

  function draw(focus) {
    if (!now) return;
    const unit = box.w / (element.clientWidth || WIDTH);
    groups = gathered(now.points, box, unit);
    const words = { title: data.words.page_map, of: (members) => nameOf(members) };
    element.replaceChildren(made(document, drawn({ ...now, box, unit, groups, on: now.day, words })));
    if (focus === true) (element.querySelector("a") ?? element).focus();
  }

  function nameOf([first, ...others]) {
    if (others.length) return fill(data.words.page_map_many, { count: String(others.length + 1) });
    const { clinic, km } = first.one;
    return [clinic.name, clinic.fictitious && data.words.find_fictitious, km !== null && far(km, data)].filter(Boolean).join(", ");
  }

  function press(dot) {
    const { members } = groups[Number(dot.dataset.group)];
    const [{ one }] = members;
    if (members.length === 1 || box.w <= 61) return reveal(one.clinic);
    box = onto(members, box);
    return draw(true);
  }

  function turn(way) {
    box = way === "whole" ? whole() : turned(box, way);
    draw();
  }

  const dotOf = ({ target }) => target.closest(".dot");
  element.tabIndex = -1;
  element.addEventListener("click", (event) => {
    event.preventDefault();
    if (dotOf(event)) press(dotOf(event));
  });
  element.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && dotOf(event)) press(dotOf(event));
    else if (way) turnFrom(way);
    else return;
    event.preventDefault();
  });

  /** A key within the map: the focus stays in it. */
  function turnFrom(way) {
    turn(way);
    (element.querySelector("a") ?? element).focus();
  }

  document.addEventListener("click", ({ target }) => {
    const way = target.closest("[data-turn]")?.dataset.turn;
    if (way) turn(way);
  });
  return { show };
}
