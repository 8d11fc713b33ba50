import type { Firestore } from 'firebase-admin/firestore';

/**
 * The same Firestore, except that something happens just before every commit: after whatever led to it was read, and
 * before it takes effect. That instant cannot be hit from outside.
 */
export function beforeEachCommit(firestore: Firestore, meddle: () => void | Promise<void>): Firestore {
  return intercept(firestore, {
    batch() {
      const batch = firestore.batch();
      return intercept(batch, {
        async commit() {
          await meddle();
          return batch.commit();
        },
      });
    },
    async runTransaction(...parameters: Parameters<Firestore['runTransaction']>) {
      await meddle();
      return firestore.runTransaction(...parameters);
    },
  });
}

/** The same, but only once, and every commit waits until it has happened. */
export function beforeAnyCommit(firestore: Firestore, meddle: () => Promise<void>): Firestore {
  let meddled: Promise<void> | undefined;
  return beforeEachCommit(firestore, () => {
    meddled ??= meddle();
    return meddled;
  });
}

/** The target with some methods replaced. The others run on the target itself, which has private parts. */
function intercept<Target extends object>(target: Target, methods: object): Target {
  return new Proxy(target, {
    get(_, name) {
      const replacement: unknown = Reflect.get(methods, name);
      if (replacement !== undefined) return replacement;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
