/**
 * Imported first and for its effect: with ENFORCE_APP_CHECK=true in functions/.env, no callable function runs for a
 * browser without App Check's token. Functions that no browser calls, such as the sweep, are not concerned.
 * docs/app-check.md
 */
import { setGlobalOptions } from 'firebase-functions/v2';

// Not a parameter of Firebase's: `firebase deploy` would ask everybody for it.
setGlobalOptions({ enforceAppCheck: process.env.ENFORCE_APP_CHECK === 'true' });
