/** A time as answers and messages have it: RFC 3339, in UTC. Null stays. @param time milliseconds since the epoch */
export function timeText(time: number): string;
export function timeText(time: number | null): string | null;
export function timeText(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
