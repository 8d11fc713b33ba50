const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;

/** A length of time as people say it: `1 minute`, `90 minutes`, `2 hours`, `1 hour 15 minutes`. Whole minutes. */
export function durationWords(seconds: number): string {
  const minutes = Math.round(seconds / MINUTE_SECONDS);
  // "90 minutes" is said more often than "1 hour 30 minutes", and "60 minutes" less often than "1 hour".
  if (minutes < 60 || minutes === 90) return count(minutes, 'minute');
  const hours = Math.floor((minutes * MINUTE_SECONDS) / HOUR_SECONDS);
  const rest = minutes - hours * 60;
  return rest === 0 ? count(hours, 'hour') : `${count(hours, 'hour')} ${count(rest, 'minute')}`;
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
