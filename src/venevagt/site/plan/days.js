// Days as they are counted and written: "2026-11-24".
import { fill } from "../script/words.js";

const IN_A_DAY = 86_400_000;

/** So many days later. */
export const addDays = (day, count) =>
  new Date(Date.parse(`${day}T00:00Z`) + count * IN_A_DAY).toISOString().slice(0, 10);

/** Whether this is a day of the calendar. */
export const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00Z`));

/** A day written out. */
export function dayWords(words, day) {
  const [year, month, date] = day.split("-").map(Number);
  return fill(words.page_day, { day: date, month: words.page_months.split(" ")[month - 1], year });
}
