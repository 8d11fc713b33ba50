/** A page may be gone at any moment: between any two of what it keeps and says, on either side and on both. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MortalChats } from '../testing/mortal-chats.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Both have written, one answers at once, a link was lost with what was under way, and some is under way now. */
function story(scene: MortalChats): void {
  const [ada, bob] = scene.tabs;
  bob.answer = 'Yes,';
  ada.say('Ada 0');
  scene.link();
  bob.say('Bob 0');
  scene.carryAll();
  ada.say('Ada 1');
  bob.say('Bob 1');
  scene.carryOne(0);
  scene.carryOne(1);
  scene.link();
  ada.say('Ada 2');
  scene.carryAll();
  bob.say('Bob 2');
  ada.say('Ada 3');
  scene.carryOne(1);
  scene.carryOne(0);
}

/** Everybody is back, on another link. */
function meet(scene: MortalChats): void {
  scene.unlink();
  for (const tab of scene.tabs) {
    if (tab.hasEnded) tab.reload();
    tab.strength = Number.POSITIVE_INFINITY;
  }
  scene.link();
}

function settle(scene: MortalChats): void {
  meet(scene);
  scene.carryAll();
}

function expectOnceAndInOrder({ tabs }: MortalChats): void {
  for (const [own, other] of [tabs, tabs.toReversed()]) {
    const written = own?.textsOf('self') ?? [];
    expect(other?.textsOf('peer')).toEqual(written);
    expect(new Set(written).size).toBe(written.length);
    // Of what a page had not kept when it ended, nobody knows.
    expect(written.filter((text) => own?.said.includes(text))).toEqual(own?.said);
    expect(own?.chat.messages.value.filter(({ status }) => status === 'waiting')).toEqual([]);
    expect(own?.ignored).toEqual([]);
  }
}

/** How much each does in the whole of it. */
function deedCounts(): number[] {
  const scene = new MortalChats();
  story(scene);
  return scene.tabs.map(({ deedCount }) => deedCount);
}

/** From 1 to so many. */
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('what is written arrives once and in order', () => {
  it.each([
    ['and what it said last arrives', true],
    ['and what it said last is lost', false],
  ])('whenever the page of either ends, or of both, %s', (_, arrives) => {
    const [ofAda = 0, ofBob = 0] = deedCounts();
    expect(Math.min(ofAda, ofBob)).toBeGreaterThan(10);
    for (const ada of upTo(ofAda)) {
      for (const bob of upTo(ofBob)) {
        const scene = new MortalChats();
        [scene.tabs[0].strength, scene.tabs[1].strength] = [ada, bob];
        story(scene);
        if (arrives) scene.carryAll();
        settle(scene);
        expectOnceAndInOrder(scene);
      }
    }
  });

  it('whatever becomes of pages and links', () => {
    const who = fc.constantFrom(0 as const, 1 as const);
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constant('say' as const), who }) },
      { weight: 12, arbitrary: fc.record({ do: fc.constant('carry' as const), who }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('end' as const), who, after: fc.nat(4) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('meet' as const), who }) },
    );
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 80 }), fc.boolean(), (steps, answers) => {
        const scene = new MortalChats();
        if (answers) scene.tabs[0].answer = 'Yes,';
        for (const [index, next] of steps.entries()) {
          const tab = scene.tabs[next.who];
          if (next.do === 'say') tab.say(`${next.who} says ${index}`);
          else if (next.do === 'carry') scene.carryOne(next.who);
          else if (next.do === 'end') tab.strength = Math.min(tab.strength, next.after);
          else meet(scene);
          // Nobody writes as fast as this test.
          vi.advanceTimersByTime(1_000);
        }
        settle(scene);
        expectOnceAndInOrder(scene);
      }),
      { numRuns: 300 },
    );
  });
});
