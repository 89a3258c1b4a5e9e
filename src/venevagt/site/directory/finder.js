// The search: what was asked for, the list, the map. Everything happens on the device.
import { h, made } from "../script/page/tree.js";
import { fill } from "../script/words.js";
import { found } from "./find.js";
import { dayOf, unpacked } from "./packed.js";
import { picture } from "./picture.js";
import { factsOf, itemOf } from "./results.js";
import { meantBy, placeOf, regionsOn } from "./where.js";

const AT_ONCE = 20;
const PATIENCE = { maximumAge: 60000, timeout: 15000 };

const at = (id) => document.getElementById(id);

/** { enter, leave }; `data`: words and kinds, `packed`: the address of the list, `today`: gives the day. */
export function finder(data, { packed, today }) {
  const { words } = data;
  let list = null;
  let position = null;
  let results = [];
  let shown = AT_ONCE;
  const map = picture(at("drawing"), data, reveal);

  const wishes = () => [
    ...[...at("wants").querySelectorAll("input:checked")].map(({ value }) => ({ fact: value })),
    ...[...at("wants").querySelectorAll("select")]
      .filter(({ value }) => value)
      .map(({ value, dataset: { fact } }) =>
        data.kinds[fact].asked === "at_most" ? { fact, number: Number(value) } : { fact, option: value },
      ),
  ];

  /** Search again, and show the first results. */
  function search() {
    if (!list) return;
    const day = today();
    const regions = regionsOn(data.regions, day);
    const meant = position ? { where: { position }, name: "", others: [] } : meantBy(at("where").value, list.places, regions);
    const place = placeOf(meant.where ?? {}, list.places, Number(at("within").value));
    results = found(list.clinics, { ...place, wishes: wishes() }, { kinds: data.kinds, regions, day });
    shown = AT_ONCE;
    said(meant);
    at("found").textContent = results.length ? counted(results.length) : words.find_none;
    items();
    const areas = regions.find(({ id }) => id === place.region)?.areas ?? [];
    map.show(list.borders, results, { from: place.position, areas, day });
  }

  const counted = (count) => (count === 1 ? words.page_count_one : fill(words.page_count, { count: String(count) }));

  function said({ where, name, others }) {
    const typed = at("where").value.trim();
    at("where-said").textContent = !where
      ? fill(words.page_unknown_place, { typed })
      : position
        ? words.page_here_is
        : name
          ? fill(words.page_from, { place: name })
          : words.page_everywhere;
    const buttons = others.map((other) => h("button", { type: "button", class: "second", "data-meant": other }, other));
    at("meant").replaceChildren(...(others.length ? [words.page_meant, ...buttons.map((one) => made(document, one))] : []));
  }

  function items(from = 0) {
    const elements = results.slice(from, shown).map((one) => made(document, itemOf(one, data, dayOf(today()))));
    if (from) at("list").append(...elements);
    else at("list").replaceChildren(...elements);
    at("more").hidden = results.length <= shown;
    return elements[0];
  }

  /** Go to a clinic in the list, which is made longer where it has to be. */
  function reveal(clinic) {
    const place = results.findIndex((one) => one.clinic === clinic);
    const before = shown;
    shown = Math.max(shown, place + 1);
    if (shown > before) items(before);
    at(`clinic-${clinic.page}`).focus();
  }

  function facts(details) {
    const { clinic } = results.find((one) => one.clinic.id === details.dataset.clinic);
    if (details.open && !details.querySelector("dl")) details.append(made(document, factsOf(clinic, data, dayOf(today()))));
  }

  function locate() {
    at("where-said").textContent = words.page_here_wait;
    const refused = () => {
      at("where-said").textContent = words.page_here_no;
    };
    if (!navigator.geolocation) return refused();
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        position = { lat: coords.latitude, lon: coords.longitude };
        at("where").value = "";
        search();
      },
      refused,
      PATIENCE,
    );
  }

  at("where").addEventListener("input", () => {
    position = null;
    search();
  });
  for (const id of ["wants", "within"]) at(id).addEventListener("change", search);
  at("here").addEventListener("click", locate);
  at("more").addEventListener("click", () => {
    const before = shown;
    shown += AT_ONCE;
    items(before).focus();
  });
  at("meant").addEventListener("click", ({ target }) => {
    if (!target.dataset.meant) return;
    at("where").value = target.dataset.meant;
    search();
    at("where").focus();
  });
  at("list").addEventListener("toggle", ({ target }) => facts(target), true);

  async function enter() {
    if (list) return search();
    at("found").textContent = words.page_loading;
    try {
      list = unpacked(await (await fetch(packed)).json(), data.kinds);
    } catch {
      at("found").textContent = words.page_failed;
      return undefined;
    }
    return search();
  }

  /** Nothing of what was found stays on the page. */
  function leave() {
    results = [];
    position = null;
    at("list").replaceChildren();
    at("drawing").replaceChildren();
    at("where").value = "";
  }

  return { enter, leave };
}
