// A text as a QR code (ISO/IEC 18004): its bytes, error correction M, always mask 0, versions 1 to 15.
// A reader takes any of the eight masks; links were read with this one as often as with the best one.

/** Check bytes of a block, and the number of blocks, of each version. */
const CHECKS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];
const UNSET = -1;
const FORMAT = 0x5412; // M and mask 0, with their check bits

/** What fits into the last version. */
export const MOST_BYTES = 412;

/** The modules row by row, 1 for dark, without the light margin of four. The text: at most MOST_BYTES. */
export function modulesOf(text) {
  const bytes = [...new TextEncoder().encode(text)];
  for (let version = 1; ; version += 1) {
    const [count, blocks] = [CHECKS[version - 1], BLOCKS[version - 1]];
    const grid = patternsOf(version);
    const room = (grid.flat().filter((module) => module === UNSET).length >> 3) - count * blocks;
    // In half bytes: 4 for bytes, how many (a whole byte, or two), the bytes, 0 for the end.
    const told = [4, ...(version > 9 ? [bytes.length >> 8] : []), bytes.length & 255, ...bytes, 0];
    if (told.length > room + 1) continue;
    const data = Array.from({ length: room }, (_, at) =>
      at < told.length - 1 ? ((told[at] & 15) << 4) | (told[at + 1] >> 4) : (at - told.length) % 2 ? 0xec : 0x11,
    );
    return filled(grid, interleaved(data, count, blocks));
  }
}

/** The data in blocks, the longer ones last, byte by byte in turn, and then their check bytes likewise. */
function interleaved(data, count, number) {
  const short = Math.floor(data.length / number);
  const longer = number - (data.length % number);
  const blocks = Array.from({ length: number }, (_, block) => data.splice(0, short + (block >= longer)));
  return [blocks, blocks.map((block) => checksOf(block, count))].flatMap((parts) =>
    parts.at(-1).flatMap((_, at) => parts.flatMap((part) => part[at] ?? [])),
  );
}

/** Reed and Solomon's check bytes: what is left of the data, divided by (x - 1)(x - 2)(x - 4)... */
function checksOf(data, count) {
  let divisor = [1];
  for (let at = 0, root = 1; at < count; at += 1, root = times(root, 2)) {
    divisor = [...divisor, 0].map((factor, index, before) => factor ^ times(before[index - 1] ?? 0, root));
  }
  const rest = [...data, ...Array(count).fill(0)];
  data.forEach((_, at) => {
    const lead = rest[at];
    divisor.forEach((factor, index) => (rest[at + index] ^= times(factor, lead)));
  });
  return rest.slice(data.length);
}

/** The product of two bytes in the field of 256 elements. */
function times(one, other) {
  let product = 0;
  for (let bit = one; other; other >>= 1, bit = (bit << 1) ^ ((bit >> 7) * 0x11d)) product ^= (other & 1) * bit;
  return product;
}

/** What every code of a version has in common; UNSET where data goes. */
function patternsOf(version) {
  const size = 17 + 4 * version;
  const lines = [...Array(size).keys()];
  const corners = [[3, 3], [3, size - 4], [size - 4, 3]];
  const places = placesOf(version, size);
  const squares = places
    .flatMap((row) => places.map((column) => [row, column]))
    .filter(([row, column]) => ring(row, column, corners) > 4);
  const grid = lines.map((row) =>
    lines.map((column) => {
      const corner = ring(row, column, corners);
      const square = ring(row, column, squares);
      if (corner < 5) return corner % 2 || !corner ? 1 : 0;
      if (square < 3) return square === 1 ? 0 : 1;
      return row === 6 || column === 6 ? (row + column + 1) % 2 : UNSET;
    }),
  );
  for (let bit = 0; bit < 15; bit += 1) {
    grid[8][bit < 8 ? size - 1 - bit : bit > 8 ? 14 - bit : 7] = (FORMAT >> bit) & 1;
    grid[bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit][8] = (FORMAT >> bit) & 1;
  }
  grid[size - 8][8] = 1;
  for (let bit = 0; version > 6 && bit < 18; bit += 1) {
    const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
    grid[near][far] = grid[far][near] = (withChecks(version) >> bit) & 1;
  }
  return grid;
}

/** On which ring around the nearest of some centres a module lies; 0 is a centre itself. */
const ring = (row, column, centres) =>
  Math.min(...centres.map(([down, across]) => Math.max(Math.abs(row - down), Math.abs(column - across))));

/** Where the small squares lie, in both directions: evenly from the far end, and at 6. */
function placesOf(version, size) {
  const steps = Math.floor(version / 7) + 1;
  const step = 2 * Math.ceil((size - 13) / steps / 2);
  return version < 2 ? [] : [6, ...Array.from({ length: steps }, (_, at) => size - 7 - at * step)];
}

/** The version with its twelve check bits. */
function withChecks(version) {
  let rest = version;
  for (let at = 0; at < 12; at += 1) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
  return (version << 12) | rest;
}

/** The bits in columns of two, up and down by turns from the right; column 6 is no part of it. Mask 0 on top. */
function filled(grid, bytes) {
  const last = grid.length - 1;
  let at = 0;
  for (let right = last; right > 0; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step <= last; step += 1) {
      const row = (right + (right < 6)) & 2 ? step : last - step;
      for (const column of [right, right - 1]) {
        if (grid[row][column] !== UNSET) continue;
        grid[row][column] = ((bytes[at >> 3] >> (7 - (at & 7))) ^ (row + column + 1)) & 1;
        at += 1;
      }
    }
  }
  return grid;
}
