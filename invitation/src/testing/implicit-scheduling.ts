import ICAL from 'ical.js';

/** What a calendar server sends by itself. */
export interface SchedulingMessage {
  readonly method: 'REQUEST' | 'CANCEL';
  /** The address of an attendee. */
  readonly to: string;
  /** What they get: the entry as it was stored. */
  readonly text: string;
}

/**
 * Plays the calendar server when somebody puts a file into their calendar, which asks nobody: as organizer of an entry with
 * attendees they send it to each (https://www.rfc-editor.org/rfc/rfc6638#section-3.2.1). The METHOD of the file is of no
 * interest; what is stored has none (https://www.rfc-editor.org/rfc/rfc4791#section-4.1).
 */
export function messagesOnStore(file: string, owner: string): readonly SchedulingMessage[] {
  const event = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent');
  if (event === null) throw new Error('There is no event in it');
  const addresses = (name: string) => event.getAllProperties(name).map((line) => `${line.getFirstValue()}`);
  if (!addresses('organizer').includes(`mailto:${owner}`)) return [];
  const method = event.getFirstPropertyValue('status') === 'CANCELLED' ? 'CANCEL' : 'REQUEST';
  return addresses('attendee')
    .filter((to) => to !== `mailto:${owner}`)
    .map((to) => ({ method, to, text: event.toString() }));
}
