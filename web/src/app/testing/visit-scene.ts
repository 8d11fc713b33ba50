import { type Call, createCall } from '@parley/call';
import type { CallAddress, CallId } from '@parley/protocol';
import { afterEach, beforeEach, onTestFinished } from 'vitest';
import { knownCalls } from '../../memory/scenes.ts';
import { ServiceScene } from '../../testing/service-scene.ts';
import { CallVisit } from '../call-visit.ts';

/** For each test of a file: a call that this browser has made, on a device that remembers nothing, and visits to it. */
export class VisitScene {
  services = new ServiceScene();
  id!: CallId;
  known = knownCalls();

  constructor() {
    const { href } = location;
    beforeEach(async () => {
      localStorage.clear();
      sessionStorage.clear();
      history.replaceState(null, '', href);
      this.services = new ServiceScene();
      this.known = knownCalls();
      const signal = new AbortController().signal;
      this.id = await createCall({ ...(await this.services.connect()), signal });
    });
    afterEach(() => history.replaceState(null, '', href));
  }

  /** @param opened the same call, where it is open already */
  visit(
    isResuming = false,
    opened?: Call,
    onAddressChanged: (address: CallAddress) => void = () => {},
  ): CallVisit {
    const { connect, now } = this.services;
    const address = { id: this.id };
    const visit = new CallVisit({
      ...{ address, connect, now, isResuming, opened },
      known: this.known,
      onOldHostKey: () => {},
      onAddressChanged,
    });
    onTestFinished(() => visit.close());
    return visit;
  }
}
