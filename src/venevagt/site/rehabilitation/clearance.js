// A clearance file: read and checked, and the very bytes that are signed (care/clearance.py does the same).
import data from "./data.js";
import { fits, SignatureError } from "./signature.js";

export const KIND = "venevagt.clearance/1";
const MAX_FILE = 20000;
const TEXT = /^[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,300}$/u;
const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** No clearance that can be used. `word`: the key of what is said; `field`: which field, where it is one. */
export class ClearanceError extends Error {
  constructor(word, field = "") {
    super([word, field].filter(Boolean).join(" "));
    this.word = word;
    this.field = field;
  }
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** A day of the calendar, as "2026-11-24". */
export function isDay(value) {
  if (typeof value !== "string" || !DATE.test(value) || value.startsWith("0000")) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, value.length) === value;
}

/** The clearance that a decoded value is. Throws a ClearanceError that names the field. */
export function readClearance(raw) {
  if (!isObject(raw)) throw new ClearanceError("refused_no_clearance");
  const fields = data.clearance;
  const names = fields.map(({ id }) => id);
  for (const name of Object.keys(raw)) {
    if (name !== "kind" && !names.includes(name)) throw new ClearanceError("refused_field", name);
  }
  if ("kind" in raw && raw.kind !== KIND) throw new ClearanceError("refused_field", "kind");
  const found = Object.fromEntries(fields.map((field) => [field.id, checked(field, raw[field.id])]));
  if (!(found.treatment_started <= found.given_on && found.given_on <= found.until)) {
    throw new ClearanceError("refused_order");
  }
  return found;
}

function checked({ id, kind, options }, value) {
  const right =
    kind === "date"
      ? isDay(value)
      : kind === "text"
        ? typeof value === "string" && TEXT.test(value) && /[^ ]/.test(value)
        : (kind === "stage" ? data.stages.map((stage) => stage.id) : options).includes(value);
  if (!right) throw new ClearanceError("refused_field", id);
  return value;
}

/** JSON after RFC 8785 of strings, lists and objects: keys in order, no space. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const pairs = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${pairs.join(",")}}`;
}

const plain = (clearance) => ({ kind: KIND, ...clearance });

/** What is signed. */
export const signedBytes = (clearance) => new TextEncoder().encode(canonical(plain(clearance)));

/** The text of a file. `held`: { clearance, public_key, signature, lapse }. */
export function writeHeld({ clearance, public_key, signature, lapse }) {
  return `${canonical({
    clearance: plain(clearance),
    ...(public_key ? { public_key, signature } : {}),
    ...(lapse ? { lapsed: { on: lapse.on, because: lapse.because } } : {}),
  })}\n`;
}

/** The clearance in a file; a signed one only when not a byte was changed. Throws a ClearanceError. */
export async function readHeld(bytes) {
  if (bytes.length > MAX_FILE) throw new ClearanceError("refused_no_clearance");
  const text = decoded(bytes);
  let values;
  try {
    values = JSON.parse(text);
  } catch {
    throw new ClearanceError("refused_no_clearance");
  }
  if (!isObject(values) || !isObject(values.clearance)) throw new ClearanceError("refused_no_clearance");
  for (const name of Object.keys(values)) {
    if (!["clearance", "public_key", "signature", "lapsed"].includes(name)) throw new ClearanceError("refused_field", name);
  }
  const word = (name) => (typeof values[name] === "string" ? values[name] : "");
  const held = {
    clearance: readClearance(values.clearance),
    public_key: word("public_key"),
    signature: word("signature"),
    lapse: readLapse(values.lapsed),
  };
  if ("public_key" in values || "signature" in values) await isUnchanged(held, text);
  return held;
}

function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ClearanceError("refused_no_clearance");
  }
}

function readLapse(raw) {
  if (raw === undefined || raw === null) return null;
  const right = isObject(raw) && Object.keys(raw).sort().join() === "because,on" && Array.isArray(raw.because);
  if (!right || !isDay(raw.on)) throw new ClearanceError("refused_field", "lapsed");
  return { on: raw.on, because: raw.because.map(String) };
}

async function isUnchanged(held, text) {
  try {
    await fits(held.public_key, held.signature, signedBytes(held.clearance));
  } catch (error) {
    throw error instanceof SignatureError ? new ClearanceError(error.word) : error;
  }
  if (text.replace(/\n$/, "") !== writeHeld(held).replace(/\n$/, "")) throw new ClearanceError("refused_changed");
}
