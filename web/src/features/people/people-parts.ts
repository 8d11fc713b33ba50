/** All that a page needs for people to be rung by name, fetched together when somebody wants it. */
import './people-panel.ts';
import './ring-sheet.ts';

export { KnownPeople } from '../../memory/known-people.ts';
export { PeopleDesk } from './people-desk.ts';
