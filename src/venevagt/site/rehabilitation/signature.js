// Ed25519 by WebCrypto, and a key's fingerprint that can be read aloud (care/signature.py does the same).

const ALGORITHM = { name: "Ed25519" };
const KEY_DIGITS = 64;
const SIGNATURE_DIGITS = 128;
const GROUPS = 6;
const BYTES_OF_GROUP = 5;
const DIGITS = 100000;
const LINE = 64;

/** No signature that fits. `word`: the key of what is said. */
export class SignatureError extends Error {
  constructor(word) {
    super(word);
    this.word = word;
  }
}

const toHex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function fromHex(text, digits) {
  if (text.length !== digits || !/^[0-9a-f]*$/.test(text)) throw new SignatureError("refused_changed");
  return Uint8Array.from(text.match(/../g), (pair) => Number.parseInt(pair, 16));
}

/** Whether this browser can sign and check at all. */
export async function canSign() {
  try {
    await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
    return true;
  } catch {
    return false;
  }
}

/** Throws a SignatureError unless the signature is that of this key for this very message. */
export async function fits(publicKey, signature, message) {
  const [key, own] = [fromHex(publicKey, KEY_DIGITS), fromHex(signature, SIGNATURE_DIGITS)];
  let found;
  try {
    found = await crypto.subtle.importKey("raw", key, ALGORITHM, false, ["verify"]);
  } catch (error) {
    throw new SignatureError(error.name === "DataError" ? "refused_changed" : "refused_cannot_check");
  }
  if (!(await crypto.subtle.verify(ALGORITHM, found, own, message))) throw new SignatureError("refused_changed");
}

/** Six groups of five digits that stand for a public key. */
export async function fingerprint(publicKey) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", fromHex(publicKey, KEY_DIGITS)));
  const groups = Array.from({ length: GROUPS }, (_, place) =>
    digest
      .slice(place * BYTES_OF_GROUP, (place + 1) * BYTES_OF_GROUP)
      .reduce((sum, byte) => (sum * 256 + byte) % DIGITS, 0),
  );
  return groups.map((group) => String(group).padStart(BYTES_OF_GROUP, "0")).join(" ");
}

/** A new pair of keys; `extractable` only where it is to be written to a file. */
export async function newKey(extractable) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ALGORITHM, extractable, ["sign", "verify"]);
  return { privateKey, publicKey: toHex(await crypto.subtle.exportKey("raw", publicKey)) };
}

/** The private key as PEM (PKCS 8), which the terminal reads too. */
export async function toPem(privateKey) {
  const bytes = new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey));
  const lines = btoa(String.fromCharCode(...bytes)).match(new RegExp(`.{1,${LINE}}`, "g"));
  return ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
}

/** The keys in a PEM file; the private one can then not be read out again. Throws a SignatureError. */
export async function fromPem(text) {
  const inside = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/.exec(text);
  try {
    const bytes = Uint8Array.from(atob(inside[1].replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
    const open = await crypto.subtle.importKey("pkcs8", bytes, ALGORITHM, true, ["sign"]);
    const { x } = await crypto.subtle.exportKey("jwk", open);
    const raw = atob(x.replace(/-/g, "+").replace(/_/g, "/"));
    const privateKey = await crypto.subtle.importKey("pkcs8", bytes, ALGORITHM, false, ["sign"]);
    return { privateKey, publicKey: toHex(Uint8Array.from(raw, (letter) => letter.charCodeAt(0))) };
  } catch {
    throw new SignatureError("refused_no_key");
  }
}

/** The signature of a message. */
export const sign = async (privateKey, message) => toHex(await crypto.subtle.sign(ALGORITHM, privateKey, message));
