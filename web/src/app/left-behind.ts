/** What calls have left on the disk and in the tab whose pages are gone, fetched when nothing else is to be done. */
export { forgetLeftChat, removeLeftFiles } from '@parley/call';
