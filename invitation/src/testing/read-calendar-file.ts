/** Reads files with a parser that is not ours, which knows nothing of how we write them. */
import { parseICS, type VEvent } from 'node-ical';

/** Its only event. */
export function readEvent(file: string): VEvent {
  const events = Object.values(parseICS(file)).filter((entry): entry is VEvent => entry?.type === 'VEVENT');
  const [event, ...more] = events;
  if (event === undefined || more.length > 0)
    throw new Error(`${events.length} events where there is to be one`);
  return event;
}

/** The octets of each line, line breaks apart. */
export function lineLengths(file: string): number[] {
  return file.split('\r\n').map((line) => new TextEncoder().encode(line).length);
}
