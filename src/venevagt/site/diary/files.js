// A diary as a file: JSON with everything, CSV with the entries; the same bytes as care/diary_files.py.
import { inOrder } from "./case.js";
import { DAY, numberText, readEntry, readSettings, shown } from "./entry.js";

const NUMBER = /^[+-]?[0-9]{1,9}(?:[.,][0-9]{0,9})?$/;
const FORMULA = ["=", "+", "-", "@", "\t", "'"];
const MEGA = 1_000_000;

/** The whole diary. */
export const toJson = (data, settings, entries) =>
  `${JSON.stringify({ format: data.format, version: data.version, settings, entries }, null, 1)}\n`;

/** The entries alone, one a line, with the names of the fields first. */
export function toCsv(data, entries) {
  const names = [DAY, ...data.fields.map(({ id }) => id)];
  const lines = [names, ...entries.map((entry) => names.map((name) => cellOf(entry[name] ?? "")))];
  return lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
}

/**
 * Read either kind from its bytes: { entries, settings (null where there are none), refused: [{ line, mistake }] }.
 *
 * `line`: the entry or line, counted from 1; 0 is the whole file.
 */
export function fromFile(data, bytes, today) {
  if (bytes.length > data.most_bytes) return nothing("mistake_file_large", { limit: String(Math.floor(data.most_bytes / MEGA)) });
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return nothing("mistake_file_utf8");
  }
  return /^[ \t\r\n]*\{/.test(text) ? fromJson(data, text, today) : fromCsv(data, text, today);
}

/** A number with a comma or a point as its decimal mark; null for what is none. */
export const numberIn = (text) => (NUMBER.test(text) ? Number(text.replace(",", ".")) : null);

/** All entries in the order of the days; for a day that both have, the new one. */
export const merged = (old, added) => inOrder(new Map([...old, ...added].map((entry) => [entry[DAY], entry])).values());

/** What a file changes in a diary: { added, same: days that stay as they were, settings }; `over`: the file's own is taken. */
export function takeOver(found, settings, entries, over) {
  const days = new Set(entries.map((entry) => entry[DAY]));
  const added = found.entries.filter((entry) => over || !days.has(entry[DAY]));
  const same = found.entries.filter((entry) => !over && days.has(entry[DAY])).map((entry) => entry[DAY]);
  return { added, same, settings: over ? { ...settings, ...found.settings } : { ...found.settings, ...settings } };
}

const nothing = (word, values = {}) => ({ entries: [], settings: null, refused: [{ line: 0, mistake: { field: "", word, values } }] });

function fromJson(data, text, today) {
  let whole;
  try {
    whole = JSON.parse(text);
  } catch {
    return nothing("mistake_file_json");
  }
  if (whole.format !== data.format || !Array.isArray(whole.entries)) return nothing("mistake_file_other");
  if (whole.version !== data.version) {
    return nothing("mistake_file_version", { found: shown(whole.version), expected: String(data.version) });
  }
  const read = whole.settings == null ? { entry: null, mistakes: [] } : readSettings(data, whole.settings, today);
  const own = taken(data, whole.entries.map((raw, place) => [place + 1, raw]), today);
  return { entries: own.entries, settings: read.entry, refused: [...read.mistakes.map((mistake) => ({ line: 0, mistake })), ...own.refused] };
}

function fromCsv(data, text, today) {
  const lines = linesOf(text);
  const head = lines?.[0]?.[1];
  if (!head || !head.includes(DAY) || new Set(head).size !== head.length) return nothing("mistake_file_csv", { name: DAY });
  const types = new Map([[DAY, ""], ...data.fields.map(({ id, type }) => [id, type])]);
  const unknown = head
    .filter((name) => !types.has(name))
    .map((name) => ({ line: 1, mistake: { field: shown(name), word: "mistake_column", values: {} } }));
  const own = taken(data, lines.slice(1).map(([number, cells]) => [number, fromCells(types, head, cells)]), today);
  return { entries: own.entries, settings: null, refused: [...unknown, ...own.refused] };
}

function taken(data, raw, today) {
  const entries = new Map();
  const refused = [];
  for (const [line, value] of raw) {
    const { entry, mistakes } = readEntry(data, value, today);
    refused.push(...mistakes.map((mistake) => ({ line, mistake })));
    if (mistakes.length) continue;
    if (entries.has(entry[DAY])) refused.push({ line, mistake: { field: DAY, word: "mistake_twice", values: { found: entry[DAY] } } });
    else entries.set(entry[DAY], entry);
  }
  return { entries: inOrder(entries.values()), refused };
}

function fromCells(types, head, cells) {
  if (cells.length !== head.length) return null;
  const pairs = head.map((name, place) => [name, cells[place]]).filter(([name, cell]) => cell !== "" && types.has(name));
  return Object.fromEntries(pairs.map(([name, cell]) => [name, valueOf(types.get(name), cell)]));
}

function valueOf(type, cell) {
  if (type === "number") return numberIn(cell) ?? cell;
  return type === "text" && cell[0] === "'" && FORMULA.includes(cell[1]) ? cell.slice(1) : cell;
}

function cellOf(value) {
  if (typeof value !== "string") return numberText(value);
  return FORMULA.includes(value[0]) ? `'${value}` : value;
}

const quoted = (cell) => (/[,;"\r\n]|^ | $/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The lines that are not empty, each with its number; null where a quote is left open. */
function linesOf(text) {
  const first = text.split(/[\r\n]/, 1)[0];
  const mark = first.includes(";") && !first.split(";", 1)[0].includes(",") ? ";" : ",";
  const lines = [];
  let cells = [];
  let cell = "";
  let inside = false;
  let number = 1;
  let start = 1;
  const end = () => {
    lines.push([start, [...cells, cell]]);
    cells = [];
    cell = "";
  };
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place];
    if (inside) {
      if (sign !== '"') {
        cell += sign;
        number += sign === "\n" ? 1 : 0;
      } else if (text[place + 1] === '"') {
        cell += sign;
        place += 1;
      } else inside = false;
    } else if (sign === '"' && cell === "") inside = true;
    else if (sign === mark) {
      cells.push(cell);
      cell = "";
    } else if (sign === "\r" || sign === "\n") {
      if (sign === "\r" && text[place + 1] === "\n") place += 1;
      end();
      number += 1;
      start = number;
    } else cell += sign;
  }
  if (inside) return null;
  if (cell || cells.length) end();
  return lines.filter(([, own]) => own.length !== 1 || own[0] !== "");
}
