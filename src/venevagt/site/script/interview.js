// The adaptive interview: which screen comes next, found on the decision diagram. It keeps no answer.
import { effectiveOf } from "./cases.js";
import { classOf, Diagram } from "./diagram.js";

const MOST_NODES = 50000;

/** The diagram of a knowledge, seen screen by screen. */
class Walk {
  constructor({ diagram, variables, screens }) {
    this.diagram = new Diagram(diagram, variables.map((variable) => variable.classes.length));
    this.variables = variables;
    this.screens = variables.map(({ id }) => screens.find((screen) => screen.findings.includes(id)));
    this.left = new Map();
  }

  /** The screen whose question the node asks; undefined where the outcome is known. */
  screenAt(node) {
    return this.screens[this.diagram.nodes[node].level];
  }

  /** The levels on the node's screen whose answer can still matter, in order. */
  relevant(node) {
    const screen = this.screenAt(node);
    return [...this.diagram.levels(node)]
      .filter((level) => this.screens[level] === screen)
      .sort((one, other) => one - other);
  }

  /** Where the answers to the node's screen can lead. */
  exits(node) {
    const screen = this.screenAt(node);
    const inside = new Set([node]);
    const found = new Set();
    for (const one of inside) {
      for (const branch of this.diagram.nodes[one].branches) {
        (this.screenAt(branch) === screen ? inside : found).add(branch);
      }
    }
    return found;
  }

  /** How many screens a person can still meet from here, at most. */
  mostScreens(node) {
    if (!this.screenAt(node)) return 0;
    if (!this.left.has(node)) {
      this.left.set(node, 1 + Math.max(...[...this.exits(node)].map((exit) => this.mostScreens(exit))));
    }
    return this.left.get(node);
  }

  /** For each level the class of its value, -1 where that is not known. */
  classes(values) {
    return this.variables.map((variable) => classOf(variable, values[variable.id]));
  }
}

/** Where a person is: the screens answered, the next one (null at the end), the answers that still count. */
export function progress(knowledge, answers) {
  const walk = walkOf(knowledge);
  const classes = walk.classes(effectiveOf(knowledge, answers));
  const answered = [];
  const kept = {};
  let node = walk.diagram.root;
  while (walk.screenAt(node)) {
    const levels = walk.relevant(node);
    const findings = levels.map((level) => walk.variables[level].id);
    const step = { screen: walk.screenAt(node), findings, at_most_left: walk.mostScreens(node) - 1 };
    if (levels.some((level) => classes[level] < 0)) {
      const later = new Set([...walk.diagram.levels(node)].map((level) => walk.variables[level].id));
      for (const name of Object.keys(answers)) if (later.has(name)) kept[name] = answers[name];
      return { answered, next: step, answers: kept };
    }
    answered.push(step);
    for (const name of findings) kept[name] = answers[name];
    const here = new Set(levels);
    node = walk.diagram.restrict(node, classes.map((own, level) => (here.has(level) ? own : -1)));
  }
  return { answered, next: null, answers: kept };
}

/** Whether this finding's answer can still change anything, after these answers. */
export function matters(knowledge, answers, name) {
  const walk = walkOf(knowledge);
  const { [name]: _, ...others } = effectiveOf(knowledge, answers);
  const left = walk.diagram.restrict(walk.diagram.root, walk.classes(others));
  return walk.diagram.levels(left).has(walk.variables.findIndex((variable) => variable.id === name));
}

/** The next question for a case; null when no answer can change anything that is shown. */
export function nextFinding(knowledge, values) {
  const walk = walkOf(knowledge);
  const left = walk.diagram.restrict(walk.diagram.root, walk.classes(values));
  return walk.variables[walk.diagram.nodes[left].level]?.id ?? null;
}

/** The walk of a knowledge, kept with it; made anew before odd cases have filled the memory. */
function walkOf(knowledge) {
  if (!knowledge.walk || knowledge.walk.diagram.nodes.length > MOST_NODES) knowledge.walk = new Walk(knowledge);
  return knowledge.walk;
}
