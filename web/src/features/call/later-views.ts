/** What a call looks like after its lobby: half of its page, which is fetched while somebody looks at that, and asks the servers. */
import { retryBriefly } from '@parley/call';

const TAGS = ['parley-in-call', 'parley-call-over'] as const;
let coming: Promise<boolean> | undefined;

export function areViewsThere(): boolean {
  return TAGS.every((tag) => customElements.get(tag) !== undefined);
}

/** @returns whether they are there now; tried anew after they were not. Never rejects. */
export function fetchViews(): Promise<boolean> {
  coming ??= retryBriefly(() => import('./call-views.ts')).then(
    ({ prepareViews }) => {
      void prepareViews();
      return true;
    },
    () => {
      coming = undefined;
      return false;
    },
  );
  return coming;
}
