// Whether the rehabilitation is open today, why, and what of it (care/rehabilitation.py does the same).
import data from "./data.js";
import { knowledge, rankOf, valuesOf } from "./triage.js";
import { assess } from "../script/venevagt.js";
import { effectiveOf } from "../script/cases.js";

const DAY = 24 * 60 * 60 * 1000;
const DANGEROUS = ["doctor_today", "emergency"];
const BOOLEAN = { yes: true, no: false, unsure: null };

const reason = (why, what = [], day = null) => ({ why, what, day });
const utc = (day) => Date.parse(`${day}T00:00:00Z`);

/** The day that is so many days after another. */
export const dayAfter = (day, days) => new Date(utc(day) + days * DAY).toISOString().slice(0, day.length);

/** Open or closed, with every reason. `today`: answers to findings, stop signs and checks; `on`: the day. */
export function state(held, today, on) {
  const current = newest(held);
  const clearance = current ? current.clearance : null;
  const told = triageCase(clearance, today);
  const dangers = [...dangersOf(clearance, today, urgencyOf(told))];
  const closed = [...withoutClearance(held, current, on), ...dangers, ...notKnown(clearance, today)];
  const stages = [...stagesOf(clearance, today, closed.length > 0, on)];
  const opened = stages.filter((part) => part.open).map((part) => part.id);
  const lapses = [...new Set(dangers.flatMap((one) => one.what))];
  return {
    open: !closed.length,
    closed,
    clearance,
    day: clearance ? (utc(on) - utc(clearance.treatment_started)) / DAY + 1 : null,
    stage: opened.at(-1) ?? null,
    stages,
    exercises: data.exercises.filter(({ stage }) => opened.includes(stage)).map(({ id }) => id),
    way_back: data.way_back.map((way) => wayBack(way, clearance, today, opened)),
    lapses: current && !current.lapse ? lapses : [],
    triage: dangers.length ? assess(knowledge, told, { language: data.language, on }) : null,
  };
}

/** The stop signs of each day; those of a treatment only where the clearance says so. */
export const signsToAsk = (clearance) =>
  data.stop_signs.filter(({ treatment }) => !treatment || clearance?.treatment === treatment);

const sameClearance = (one, other) => data.clearance.every(({ id }) => one[id] === other[id]);

function newest(held) {
  let found = null;
  for (const one of held) if (!found || one.clearance.given_on >= found.clearance.given_on) found = one;
  return held.find((one) => one.lapse && sameClearance(one.clearance, found.clearance)) ?? found;
}

function* withoutClearance(held, current, on) {
  if (!current) {
    yield reason("no_clearance");
    return;
  }
  const { clearance, lapse } = current;
  if (lapse) yield reason("lapsed", lapse.because, lapse.on);
  const last = held.filter((one) => one.lapse && one !== current).map((one) => one.lapse.on).sort().at(-1);
  if (last && last > clearance.given_on) yield reason("before_lapse", [], last);
  if (on < clearance.given_on) yield reason("not_yet", [], clearance.given_on);
  if (on > clearance.until) yield reason("over", [], clearance.until);
}

/** Today's findings, with what the stop signs and the clearance say; of two answers the dangerous one counts. */
export function triageCase(clearance, today) {
  const told = Object.fromEntries(Object.entries(today).filter(([name]) => knowledge.findings.has(name)));
  for (const { id, stops_on, findings } of data.stop_signs) {
    for (const finding of findings) {
      if (today[id] === stops_on) told[finding] = "yes";
      else if (today[id] === "unsure") told[finding] ??= "unsure";
    }
  }
  for (const finding of saidBy(clearance)) told[finding] = "yes";
  return told;
}

const saidBy = (clearance) => (clearance ? data.clearance.flatMap(({ id, says }) => says[clearance[id]] ?? []) : []);

const urgencyOf = (told) =>
  knowledge.urgencies[rankOf(knowledge, valuesOf(knowledge, effectiveOf(knowledge, told)))];

function* dangersOf(clearance, today, urgency) {
  const flags = data.red_flags.filter((name) => ["yes", "unsure"].includes(today[name]));
  if (flags.length) yield reason("red_flag", flags);
  const stopping = signsToAsk(clearance).filter(({ id, stops_on }) => today[id] === stops_on);
  if (stopping.length) yield reason("stop_sign", stopping.map(({ id }) => id));
  if (DANGEROUS.includes(urgency)) yield reason("urgent", [urgency]);
}

function* notKnown(clearance, today) {
  const signs = signsToAsk(clearance).map(({ id }) => id);
  const missing = [...data.red_flags, ...signs].filter((name) => today[name] === undefined);
  if (missing.length) yield reason("not_asked", missing);
  const unsure = signs.filter((name) => today[name] === "unsure");
  if (unsure.length) yield reason("not_sure", unsure);
}

/** What conditions stand over; unsure is not known here, and never opens. */
function known(clearance, today) {
  const said = { ...today, ...Object.fromEntries(saidBy(clearance).map((finding) => [finding, "yes"])) };
  return Object.fromEntries(Object.entries(said).map(([name, answer]) => [name, answer in BOOLEAN ? BOOLEAN[answer] : answer]));
}

function* stagesOf(clearance, today, closed, on) {
  if (closed || !clearance) {
    for (const { id } of data.stages) yield { id, open: false, reasons: [reason("closed")] };
    return;
  }
  const values = known(clearance, today);
  const last = data.stages.findIndex(({ id }) => id === clearance.up_to_stage);
  let before = "";
  for (const [place, stage] of data.stages.entries()) {
    const opens = dayAfter(clearance.treatment_started, stage.from_day - 1);
    const reasons = [
      ...(place > last ? [reason("not_cleared", [clearance.up_to_stage])] : []),
      ...(on < opens ? [reason("too_early", [], opens)] : []),
      ...unmet(stage, values),
      ...(before ? [reason("stage_before", [before])] : []),
    ];
    yield { id: stage.id, open: !reasons.length, reasons };
    if (reasons.length && !before) before = stage.id;
  }
}

/** Why a condition is not known to hold. `holds` and `fails`: whether it is TRUE, and whether it is FALSE. */
function unmet({ holds, fails, names }, values) {
  if (!holds || holds(values)) return [];
  if (fails(values)) return [reason("does_not_hold", names)];
  return [reason("check_not_asked", names.filter((name) => (values[name] ?? null) === null))];
}

function wayBack(way, clearance, today, opened) {
  if (way.doctor) return { id: way.id, open: false, reasons: [reason("doctor_decides")] };
  const reasons = [
    ...(opened.includes(way.stage) ? [] : [reason("stage_before", [way.stage])]),
    ...unmet(way, known(clearance, today)),
  ];
  return { id: way.id, open: !reasons.length, reasons };
}
