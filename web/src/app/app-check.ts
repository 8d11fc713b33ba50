import type { AppCheckOptions } from '@parley/call/firebase';

/** Where the build names no key, nothing of App Check is loaded or even built. */
export const APP_CHECK: AppCheckOptions | undefined = import.meta.env.VITE_APP_CHECK_SITE_KEY
  ? {
      siteKey: import.meta.env.VITE_APP_CHECK_SITE_KEY,
      load: () => import('@parley/call/firebase/app-check'),
    }
  : undefined;
