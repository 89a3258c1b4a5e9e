// A tool of the result: a file for the calendar that reminds of looking again. It holds no answer.
import { emergencyNumber } from "../services.js";
import { fill } from "../words.js";

const MORNING = 8;
const EVENING = 21;
const MOST_LETTERS = 36; // of at most two bytes each, so that no line has more than 75 bytes

export const remind = {
  word: "remind",
  fits: ({ knowledge, shown }) => knowledge.can_wait.includes(knowledge.urgencies.indexOf(shown.urgency)),
  use({ knowledge, site }) {
    const text = calendar(site, emergencyNumber(knowledge), new Date());
    const address = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "venevagt.ics";
    link.click();
    URL.revokeObjectURL(address);
  },
};

/** The text of the file, in the device's own time. */
export function calendar(site, number, now) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Venevagt//Venevagt//EN",
    "BEGIN:VEVENT",
    `UID:${now.getTime()}@venevagt`,
    `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART:${localTime(nextLook(now))}`,
    `SUMMARY:${escaped(site.remind_title)}`,
    `DESCRIPTION:${escaped(fill(site.remind_text, { number }))}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(site.remind_title)}`,
    "TRIGGER:PT0S",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** A day later; by night the next morning. */
export function nextLook(now) {
  const hour = now.getHours();
  const then = new Date(now);
  if (hour >= MORNING) then.setDate(then.getDate() + 1);
  if (hour < MORNING || hour >= EVENING) then.setHours(MORNING, 0, 0, 0);
  return then;
}

const two = (number) => String(number).padStart(2, "0");

const localTime = (at) =>
  `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}T${two(at.getHours())}${two(at.getMinutes())}00`;

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

const folded = (line) => line.match(new RegExp(`.{1,${MOST_LETTERS}}`, "g")).join("\r\n ");
