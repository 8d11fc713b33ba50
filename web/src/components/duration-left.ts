const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something takes to come: `3 days 4 hours`, `2:05:09`, `0:09`. What is past is `0:00`. */
export function durationLeft(ms: number): string {
  // Up, so that it says 0:00 when it is time and not a second before.
  const left = Math.max(0, Math.ceil(ms / SECOND) * SECOND);
  const [days, hours] = [Math.floor(left / DAY), Math.floor((left % DAY) / HOUR)];
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'} ${hours} ${hours === 1 ? 'hour' : 'hours'}`;
  const minutes = Math.floor((left % HOUR) / MINUTE);
  const seconds = padded((left % MINUTE) / SECOND);
  return hours > 0 ? `${hours}:${padded(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}

function padded(count: number): string {
  return String(count).padStart(2, '0');
}
