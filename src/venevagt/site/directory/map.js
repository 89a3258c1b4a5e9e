// The map: regions as shapes, clinics as dots, dots that lie close together as one with their number.
//
// All in units of the borders' file, a quarter of a kilometre each. The list beside it says everything in words.
import { h } from "../script/page/tree.js";

const WHOLE = { x: 20, y: 20, w: 1220, h: 1470 };
const CLOSEST = 60;
const APART = 34;
const DOT = 9;
const MANY = 14;
const MARK = 26;
const STEP = 0.3;
const TWICE = 2;
const AROUND = 160;

export const whole = () => ({ ...WHOLE });

/** A place on the map. */
export function placed({ west, north, along, down, moved_from: from, moved }, lat, lon) {
  const [right, below] = lon > from ? moved : [0, 0];
  return { x: (lon - west) * along + right, y: (north - lat) * down + below };
}

/** The part of the map around a place (of `placed`). */
export const around = ({ x, y }) => shaped({ x: x - AROUND, y: y - AROUND, w: TWICE * AROUND, h: TWICE * AROUND });

/** The part of the map with these regions. */
export function withRegions({ regions }, areas) {
  const boxes = regions.filter(([code]) => areas.includes(code)).map(([, , box]) => box);
  if (!boxes.length) return whole();
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , w]) => x + w));
  const bottom = Math.max(...boxes.map(([, y, , tall]) => y + tall));
  return shaped({ x: left, y: top, w: right - left, h: bottom - top });
}

/** Nearer, further away, or to a side. */
export function turned(box, way) {
  const [x, y] = { left: [-STEP, 0], right: [STEP, 0], up: [0, -STEP], down: [0, STEP] }[way] ?? [0, 0];
  if (x || y) return shaped({ ...box, x: box.x + x * box.w, y: box.y + y * box.h });
  const times = way === "in" ? 1 / TWICE : TWICE;
  return scaled(box, times, { x: box.x + box.w / 2, y: box.y + box.h / 2 });
}

const scaled = ({ w, h: tall }, times, { x, y }) =>
  shaped({ x: x - (w * times) / 2, y: y - (tall * times) / 2, w: w * times, h: tall * times });

/** The box in the shape of the whole map, no smaller than can be read, and inside it. */
function shaped({ x, y, w, h: tall }) {
  const ratio = WHOLE.h / WHOLE.w;
  const wide = Math.min(WHOLE.w, Math.max(w, tall / ratio, CLOSEST));
  const high = wide * ratio;
  const inside = (from, length, low, all) => Math.min(Math.max(from, low), low + all - length);
  return {
    x: inside(x + (w - wide) / 2, wide, WHOLE.x, WHOLE.w),
    y: inside(y + (tall - high) / 2, high, WHOLE.y, WHOLE.h),
    w: wide,
    h: high,
  };
}

/** Points that lie close together as one: [{ x, y, members }]. `unit`: how much of the map one pixel shows. */
export function gathered(points, box, unit) {
  const size = APART * unit;
  const cells = new Map();
  for (const point of points) {
    const { x, y } = point;
    if (x < box.x || y < box.y || x > box.x + box.w || y > box.y + box.h) continue;
    const key = `${Math.floor(x / size)} ${Math.floor(y / size)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(point);
  }
  const middle = (members, axis) => members.reduce((sum, member) => sum + member[axis], 0) / members.length;
  return [...cells.values()].map((members) => ({ x: middle(members, "x"), y: middle(members, "y"), members }));
}

/** What a press on a group shows: the part of the map with its members, at least twice as near. */
export function onto(members, box) {
  const xs = members.map(({ x }) => x);
  const ys = members.map(({ y }) => y);
  const x = (Math.min(...xs) + Math.max(...xs)) / 2;
  const y = (Math.min(...ys) + Math.max(...ys)) / 2;
  const spread = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  return scaled(box, Math.min(1 / TWICE, Math.max((1.5 * spread) / box.w, 1 / 8)), { x, y });
}

/**
 * The map as a tree. `box`: the part that is shown; `unit`: how much of it one pixel shows; `groups`: of `gathered`;
 * `here`: where the search starts, or null; `on`: the day; `words`: { title, of(members) }.
 */
export const drawn = ({ borders, box, unit, groups, here, on, words }) =>
  h(
    "svg",
    { class: "land", viewBox: [box.x, box.y, box.w, box.h].map((one) => one.toFixed(1)).join(" "), role: "group", "aria-label": words.title },
    ["coast", "ground"].map((name) =>
      h("g", { class: name, "aria-hidden": "true" }, borders.regions.map(([, d]) => h("path", { d }))),
    ),
    h(
      "g",
      { class: "border", "aria-hidden": "true" },
      borders.lines.filter(([, until]) => !until || on <= until).map(([d]) => h("path", { d })),
      frame(borders.inset),
    ),
    here && h("path", { class: "here", "aria-hidden": "true", d: cross(here, MARK * unit) }),
    groups.map((group, place) => dot(group, place, unit, words)),
  );

const frame = ([x, y, w, tall]) => h("path", { d: `M${x} ${y}h${w}v${tall}h${-w}z` });

const cross = ({ x, y }, size) => `M${x - size} ${y}h${2 * size}M${x} ${y - size}v${2 * size}`;

function dot({ x, y, members }, place, unit, words) {
  const many = members.length > 1;
  const size = (many ? MANY : DOT) * unit;
  return h(
    "a",
    { class: many ? "dot many" : "dot", href: "#results", role: "button", "data-group": place, "aria-label": words.of(members) },
    h("circle", { class: "reach", cx: x.toFixed(1), cy: y.toFixed(1), r: (MANY * unit).toFixed(2) }),
    h("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: size.toFixed(2) }),
    many &&
      h("text", { x: x.toFixed(1), y: y.toFixed(1), "font-size": (size * 0.95).toFixed(2), "aria-hidden": "true" }, String(members.length)),
  );
}
