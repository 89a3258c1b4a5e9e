// How far two places are apart.

const EARTH_KM = 6371.0088;
const HALF_TURN = 180;

const radians = (degrees) => (degrees * Math.PI) / HALF_TURN;

/** The way as the crow flies in kilometres; null where one of the two places is not known. */
export function distance(position, { lat, lon }) {
  if (!position || lat === null || lon === null) return null;
  const [one, other] = [radians(position.lat), radians(lat)];
  const up = Math.sin((other - one) / 2);
  const along = Math.sin((radians(lon) - radians(position.lon)) / 2);
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, up * up + Math.cos(one) * Math.cos(other) * along * along)));
}
