import { createContext } from '@lit/context';

/** What time it is, in milliseconds since the epoch: the server's as far as it is known, or the device's. */
export type Clock = () => number;

/** Whoever consumes it has `Date.now` where nobody provides one. */
export const clockContext = createContext<Clock>(Symbol('clock'));
