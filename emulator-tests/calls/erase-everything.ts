/** Before whole calls: what other tests have stored would be read over and over by those that search all there is. */
import { eraseEverything } from './admin.ts';

export const setup = eraseEverything;
