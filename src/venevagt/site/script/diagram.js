// The decision diagram: ordered and reduced, each node kept once, so that alike means the same node.
import { relates } from "./implicant.js";

/** The number of the class that a value is in; -1 for a value that is not known. */
export function classOf({ classes, tests }, value) {
  if (value == null) return -1;
  if (!tests.length) return classes.indexOf(value);
  return classes.findIndex((own) =>
    tests.every(([operator, limit]) => relates(operator, limit, own) === relates(operator, limit, value)),
  );
}

/**
 * The nodes: { level, branches } asks the variable of that level, { level: Infinity, outcome } answers.
 *
 * In the compact form a question is its level and for each branch how many nodes before it that stands;
 * an outcome is -1 - outcome.
 */
export class Diagram {
  constructor(numbers, sizes) {
    this.nodes = [];
    this.known = new Map();
    for (let at = 0; at < numbers.length; ) {
      const first = numbers[at++];
      if (first < 0) {
        this.nodes.push({ level: Infinity, branches: [], outcome: -1 - first });
        continue;
      }
      const here = this.nodes.length;
      const branches = numbers.slice(at, at + sizes[first]).map((before) => here - before);
      this.known.set(`${first}:${branches}`, here);
      this.nodes.push({ level: first, branches });
      at += sizes[first];
    }
    this.root = this.nodes.length - 1;
  }

  /** The node that asks this variable, or the common branch where the answer cannot matter. */
  question(level, branches) {
    if (branches.every((branch) => branch === branches[0])) return branches[0];
    const key = `${level}:${branches}`;
    if (!this.known.has(key)) {
      this.known.set(key, this.nodes.length);
      this.nodes.push({ level, branches });
    }
    return this.known.get(key);
  }

  /** The diagram that is left when some variables are answered; `classes`: for each level, -1 for open. */
  restrict(root, classes) {
    const done = new Map();
    const visit = (node) => {
      if (!done.has(node)) {
        const { level, branches } = this.nodes[node];
        const answer = classes[level] ?? -1;
        if (!branches.length) done.set(node, node);
        else if (answer >= 0) done.set(node, visit(branches[answer]));
        else done.set(node, this.question(level, branches.map(visit)));
      }
      return done.get(node);
    };
    return visit(root);
  }

  /** The levels whose answer still matters to some case. */
  levels(root) {
    const seen = new Set([root]);
    const found = new Set();
    for (const node of seen) {
      const { level, branches } = this.nodes[node];
      if (branches.length) found.add(level);
      branches.forEach((branch) => seen.add(branch));
    }
    return found;
  }
}
