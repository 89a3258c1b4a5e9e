// The packed list as places and clinics: what site/clinic_packing.py has packed.
//
// A column has one value for each row: a text with a line for each, numbers told from the one before, or the
// distinct values (`of`) and where each stands (`at`, a text of digits where there are few).

const DAY = 86400000;
const EXACT = 1e5;
const MOST_DIGITS = 10;

/** The number of a day ("2026-11-24"). */
export const dayOf = (text) => Date.parse(`${text}T00:00Z`) / DAY;

/** A day by its number, as a text. */
export const dayText = (number) => new Date(number * DAY).toISOString().slice(0, 10);

const lines = (text) => text.split("\n");

function summed(steps) {
  let sum = 0;
  return steps.map((step) => (step === null ? null : (sum += step)));
}

const degrees = (steps) => summed(steps).map((one) => (one === null ? null : one / EXACT));

/** The value of each row; undefined where there is none. */
const valuesOf = ({ of, at }) => (of.length > MOST_DIGITS ? at.split(",") : [...at]).map((place) => of[place]);

/** { borders, places, clinics }; `kinds`: what a fact can be, by its id. */
export function unpacked(packed, kinds) {
  const places = placesOf(packed.places);
  const byCode = new Map(places.map((place) => [place.code, place]));
  return { borders: packed.borders, places, clinics: clinicsOf(packed.clinics, byCode, kinds) };
}

function placesOf({ code, name, lat, lon, area }) {
  const [lats, lons, names, areas] = [degrees(lat), degrees(lon), valuesOf(name), valuesOf(area)];
  return summed(code).map((number, row) => ({
    code: String(number).padStart(4, "0"),
    name: names[row],
    lat: lats[row],
    lon: lons[row],
    area: areas[row],
  }));
}

function clinicsOf(columns, byCode, kinds) {
  if (!columns.lat.length) return [];
  const [lats, lons] = [degrees(columns.lat), degrees(columns.lon)];
  const texts = read(columns, ["id", "name", "street", "postcode", "telephone"], lines);
  const values = read(columns, ["town", "area", "source", "licence"], valuesOf);
  const facts = Object.entries(columns.facts).map(([name, { values: own, stamps }]) => [
    name,
    { values: valuesOf(own), stamps: stamps ? valuesOf(stamps) : [] },
  ]);
  return texts.id.map((id, row) => {
    const postcode = texts.postcode[row];
    const place = byCode.get(postcode);
    const source = values.source[row];
    const checked = columns.checked[row];
    return {
      id,
      name: texts.name[row],
      street: texts.street[row],
      postcode,
      town: values.town[row] ?? place?.name ?? "",
      area: values.area[row] ?? place?.area ?? "",
      lat: lats[row],
      lon: lons[row],
      telephone: texts.telephone[row],
      fictitious: columns.fictitious[row] === "1",
      licence: values.licence[row],
      page: columns.pages[id] ?? plain(id),
      source,
      checked,
      facts: factsOf(facts, row, { source, checked }, kinds),
    };
  });
}

const read = (columns, names, how) => Object.fromEntries(names.map((name) => [name, how(columns[name])]));

/** An id as it stands in an address. */
export const plain = (id) => id.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

function factsOf(columns, row, { source, checked }, kinds) {
  const facts = {};
  for (const [name, { values, stamps }] of columns) {
    const value = values[row];
    if (value === undefined) continue;
    const [own, from, until] = stamps[row] ?? [source, checked, checked + kinds[name].days];
    facts[name] = { value, source: own, checked: from, until };
  }
  return facts;
}

/** What is known on a day (its number); undefined for what was never said, is out of date, or was checked later. */
export function knownFact(clinic, name, on) {
  const fact = clinic.facts[name];
  return fact && fact.checked <= on && on <= fact.until ? fact.value : undefined;
}
