// The check-ups of a plan as a calendar file, as cli/followup_calendar.py writes it.
import { fill } from "../script/words.js";

const HOUR = "T090000";
const END = "T093000";
const MOST_LETTERS = 36; // of at most two bytes each, so that no line has more than 75 bytes

/** The text of the file; `now`: a Date. Unless the person wants it, no title says what it is about. */
export function calendarOf({ zone, product }, { words }, plan, now, openTitles) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:${product}`,
    ...(plan.controls.length ? zone : []),
    ...plan.controls.flatMap((control) => eventOf(words, plan.start, control, now, openTitles)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function eventOf(words, start, control, now, openTitles) {
  const title = openTitles ? fill(words.page_event_open, { control: words[control.id] }) : words.page_event;
  const items = control.look_at.map((item) => words[item]).join(", ");
  const text = openTitles ? fill(words.page_look, { items }) : words.page_event_text;
  const day = control.on.replaceAll("-", "");
  return [
    "BEGIN:VEVENT",
    `UID:${start}-${control.day}@venevagt`,
    `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART;TZID=Europe/Copenhagen:${day}${HOUR}`,
    `DTEND;TZID=Europe/Copenhagen:${day}${END}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    "CLASS:PRIVATE",
    ...(control.every ? [`RRULE:FREQ=DAILY;INTERVAL=${control.every}`] : []),
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(title)}`,
    "TRIGGER:-P1D",
    "END:VALARM",
    "END:VEVENT",
  ];
}

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

const folded = (line) => line.match(new RegExp(`.{1,${MOST_LETTERS}}`, "g")).join("\r\n ");
