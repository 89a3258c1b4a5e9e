// The clinician's page: a key, and a clearance that is signed with it. Nothing is kept without a press.
import { ClearanceError, readClearance, signedBytes, writeHeld } from "./clearance.js";
import { download } from "./page.js";
import { SignatureError, canSign, fingerprint, fromPem, newKey, sign, toPem } from "./signature.js";
import { words } from "./words.js";
import { all, put, remove } from "../device/store.js";
import { danishClock } from "../script/venevagt.js";
import { fill } from "../script/words.js";

const STORE = "settings";
const KEY = "signing-key";

export async function makePage(document) {
  const at = (id) => document.getElementById(id);
  let key = null;
  let kept = false;

  const say = (id, text) => {
    at(id).textContent = text;
  };

  async function show() {
    say("numbers", key ? fill(words.make_key_numbers, { fingerprint: await fingerprint(key.publicKey) }) : words.make_key_none);
    at("key-keep").hidden = !key || kept;
    at("key-file").hidden = !key?.privateKey.extractable;
    at("key-forget").hidden = !key;
    at("sign").disabled = !key;
  }

  at("key-new").addEventListener("click", async () => {
    [key, kept] = [await newKey(true), false];
    await show();
  });
  at("key-keep").addEventListener("click", async () => {
    // What is kept on the device can sign there, but not be read out again.
    const locked = key.privateKey.extractable ? await fromPem(await toPem(key.privateKey)) : key;
    try {
      await put(STORE, { id: KEY, ...locked });
    } catch {
      say("numbers", words.not_kept);
      return;
    }
    [key, kept] = [locked, true];
    await show();
  });
  at("key-file").addEventListener("click", async () => download(document, "venevagt-key.pem", await toPem(key.privateKey)));
  at("key-forget").addEventListener("click", async () => {
    if (kept) await remove(STORE, KEY);
    [key, kept] = [null, false];
    await show();
  });
  at("key-open").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    try {
      [key, kept] = [await fromPem(await file.text()), false];
      await show();
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error;
      say("numbers", words[error.word]);
    }
    target.value = "";
  });
  at("fields").addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim()]));
    try {
      const clearance = readClearance(typed);
      const signature = await sign(key.privateKey, signedBytes(clearance));
      download(document, "venevagt-clearance.json", writeHeld({ clearance, public_key: key.publicKey, signature }));
      say("made", fill(words.make_made, { fingerprint: await fingerprint(key.publicKey) }));
    } catch (error) {
      if (!(error instanceof ClearanceError)) throw error;
      say("made", fill(words[error.word], { field: words[`make_${error.field}`] ?? error.field }));
    }
  });
  at("paper").addEventListener("click", () => print());

  at("field-given_on").value = danishClock(new Date()).day;
  const able = await canSign();
  at("no-sign").hidden = able;
  at("key").hidden = !able;
  at("sign").hidden = !able;
  if (able) {
    try {
      const own = (await all(STORE)).find(({ id }) => id === KEY);
      if (own) [key, kept] = [{ privateKey: own.privateKey, publicKey: own.publicKey }, true];
    } catch {
      say("numbers", words.not_kept);
    }
    await show();
  }
  at("make").hidden = false;
}
