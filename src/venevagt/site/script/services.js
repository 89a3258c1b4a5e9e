// Whom to call: by urgency, region and the clock in Denmark, and never by an expired number.

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Copenhagen",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
});
const SATURDAY = 6;

/** A moment (a Date) in Denmark: { day: "2026-11-24", hour: 0-23, workday }. */
export function danishClock(at) {
  const parts = Object.fromEntries(CLOCK.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = `${parts.year}-${parts.month}-${parts.day}`;
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  return { day, hour: Number(parts.hour), workday: weekday > 0 && weekday < SATURDAY };
}

/**
 * The services for an urgency, the one to call at this time first.
 *
 * Without a region all regions' numbers are given. Public holidays are not known here.
 */
export function whomToCall(knowledge, urgency, language, at, region) {
  const clock = danishClock(at);
  const rank = knowledge.urgencies.indexOf(urgency);
  const found = knowledge.services
    .filter((service) => service.ranks.includes(rank))
    .filter((service) => !(service.region && region && service.region !== region))
    .map((service) => contact(knowledge, service, language, clock));
  return [...found.filter((one) => one.usual_now), ...found.filter((one) => !one.usual_now)];
}

/** The number that is always shown, whatever has expired. */
export const emergencyNumber = (knowledge) => knowledge.services.find((service) => service.always).number;

/** The regions with a number of their own: [id, name]. */
export const regionsOf = (knowledge, language) =>
  knowledge.services
    .filter((service) => service.region)
    .map(({ id, region }) => [region, knowledge.words[language].services[id].region]);

function contact(knowledge, service, language, clock) {
  const { name, region, hours, instead } = knowledge.words[language].services[service.id];
  const valid = service.always || (service.from <= clock.day && clock.day <= service.until);
  return {
    service: service.id,
    name,
    number: valid ? service.number : "",
    region,
    hours,
    note: valid ? "" : instead,
    usual_now: Boolean(service.always) || Boolean(service.by_day) === byDay(knowledge, clock),
  };
}

function byDay({ hours: [opens, closes] }, { workday, hour }) {
  return workday && opens <= hour && hour < closes;
}
