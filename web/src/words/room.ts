import { ROOM_STAY_SECONDS } from '@parley/protocol';
import { durationInDays } from './durations.ts';

const stay = () => durationInDays(ROOM_STAY_SECONDS);

export const roomWords = () => ({
  choice: 'Keep this room',
  choiceHelp: `The same link leads here again and again, until nobody has come for ${stay()}.`,
  name: 'What it is called, if you like',
  namePlaceholder: 'Mondays with Ada',
  stored: `Meanwhile the database keeps one small entry, with the name sealed for whoever has the link: no address, and nothing of what you said. This browser stays the host. If its data is cleared, nobody is, unless you come back to a name that you have kept here.`,
  risk: 'Whoever gets the link can come for as long as the room stays. Have people ask before they come in if that is not meant.',
  about: 'This room',
  stays: `It stays until nobody has come for ${stay()}; the same link leads here. Each visit is sealed by keys of its own, and nothing of it stays in the database.`,
  rename: 'What it is called, for both of you',
});
