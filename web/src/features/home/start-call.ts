/** What makes a call, fetched when one is to be made. */
export { createCall } from '@parley/call';
