/** What pages that are gone have left on the disk, fetched when nothing else is to be done. */
export { removeLeftFiles } from '@parley/call';
