// The search: it forgives capitals, missing å and ø, endings, and a slip of the finger or two.
// The index is made at the build: [title, page, address, lead, words of the title, all words, 1 if for clinicians].

const LETTERS = { æ: "ae", ø: "oe", å: "aa" };

export const fold = (text) =>
  text.normalize("NFC").toLowerCase().replace(/[æøå]/g, (letter) => LETTERS[letter]).normalize("NFD").replace(/\p{M}/gu, "");

// Words with their vowels doubled or not, "aa" as "a" and "oe" as "o": å is often typed without its ring.
const plain = (word) => word.replace(/aa/g, "a").replace(/oe/g, "o").replace(/ae/g, "a");

// Slips between two words: letters put in, left out, replaced, or two that have changed places.
export const slips = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], [...Array(other.length + 1).keys()]];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
};

const ENDING = 3; // letters that a plural or an article adds at most
const SHORTEST = 3;

// How well a typed word fits a word of the index: 4 the same, 3 its beginning, less with slips, 0 not at all.
const fit = (typed, word) => {
  if (typed === word) return 4;
  if (typed.length < SHORTEST) return 0;
  if (word.startsWith(typed)) return 3;
  if (word.length > SHORTEST && typed.startsWith(word) && typed.length - word.length <= ENDING) return 3;
  if (typed.length < 4) return 0;
  if (plain(word).startsWith(plain(typed))) return 2.5;
  const most = typed.length < 7 ? 1 : 2;
  const found = Math.min(slips(typed, word, most), slips(typed, word.slice(0, typed.length), most));
  return found <= most ? 2 - found / 2 : 0;
};

const best = (typed, words) => words.reduce((most, word) => Math.max(most, fit(typed, word)), 0);

// The sections that fit, the best first. Those where every typed word fits come before the others, and of those
// where as many fit, what is for everybody before what is for clinicians.
export const search = (index, query) => {
  const typed = fold(query).match(/[a-z0-9]+/g) || [];
  return index
    .map((section, place) => {
      const [title, all] = [section[4].split(" "), section[5].split(" ")];
      const points = typed.map((word) => Math.max(2 * best(word, title), best(word, all)));
      const matched = points.filter((point) => point > 0).length;
      const clinical = section[6] ?? 0;
      return { section, place, matched, clinical, points: points.reduce((sum, point) => sum + point, 0) };
    })
    .filter(({ matched }) => matched > 0)
    .sort((a, b) => b.matched - a.matched || a.clinical - b.clinical || b.points - a.points || a.place - b.place)
    .map(({ section }) => section);
};
