// Asks the scripts of the rehabilitation: one JSON request a line, one JSON answer a line.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const room = (name) => import(pathToFileURL(`${process.argv[2]}/rehabilitation/${name}.js`));
const [{ state }, files, signature, measures, { fieldRows, reasonShown }] = await Promise.all(
  ["state", "clearance", "signature", "measures", "words"].map(room),
);
const bytesOf = (text) => Uint8Array.from(Buffer.from(text, "base64"));

const answers = {
  state: ({ held, today, on }) => state(held, today, on),
  words: ({ reasons, clearance }) => ({ reasons: reasons.map(reasonShown), fields: fieldRows(clearance) }),
  read: async ({ content }) => {
    try {
      const held = await files.readHeld(bytesOf(content));
      return { held, written: files.writeHeld(held) };
    } catch (error) {
      if (!(error instanceof files.ClearanceError)) throw error;
      return { refused: error.message };
    }
  },
  fingerprint: ({ key }) => signature.fingerprint(key),
  make: async ({ clearance, pem }) => {
    const made = pem ? await signature.fromPem(pem) : await signature.newKey(true);
    const own = await signature.sign(made.privateKey, files.signedBytes(clearance));
    const text = files.writeHeld({ clearance, public_key: made.publicKey, signature: own });
    return { text, pem: pem ?? (await signature.toPem(made.privateKey)) };
  },
  measures: ({ readings, on }) => measures.toldToTriage(readings, on),
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(await answers[request.ask](request)));
}
