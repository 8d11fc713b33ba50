import { createRandomId, ProtocolError } from '@parley/protocol';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { TalkingPage, TalkingPages } from '../testing/talking-pages.ts';
import { MAX_KEPT_BYTES, MAX_KEPT_MESSAGES, MAX_UNDERWAY_MESSAGES } from './outbox.ts';

type Step =
  | { readonly do: 'say' | 'carry' | 'reload' | 'takes' | 'waits'; readonly who: 0 | 1 }
  | { readonly do: 'link' | 'unlink'; readonly late?: 0 | 1 };

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('say' as const), who: fc.constantFrom(0, 1) }) },
    { weight: 9, arbitrary: fc.record({ do: fc.constant('carry' as const), who: fc.constantFrom(0, 1) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom('reload' as const, 'takes' as const, 'waits' as const),
        who: fc.constantFrom(0, 1),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Step>(
        { do: 'link' },
        { do: 'link', late: 0 },
        { do: 'link', late: 1 },
        { do: 'unlink' },
      ),
    },
  ) as fc.Arbitrary<Step>,
  { maxLength: 120 },
);

/** A page that remembers, as the chat does, loaded anew: what was not taken it knows to say again. */
function reload(scene: TalkingPages, who: 0 | 1, said: readonly string[]): void {
  scene.unlink();
  const { stream } = scene.pages[who];
  scene.pages[who].reload(true, said.slice(said.length - stream.keptCount));
}

describe('what two pages say to each other', () => {
  it('arrives once and in order, whatever becomes of the links and of the pages, which remember', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const scene = new TalkingPages();
        const said: [string[], string[]] = [[], []];
        for (const step of story) {
          if (!('who' in step)) {
            if (step.do === 'link') scene.link(step.late);
            else scene.unlink();
          } else {
            const page = scene.pages[step.who];
            if (step.do === 'carry') scene.carryOne(step.who);
            if (step.do === 'reload') reload(scene, step.who, said[step.who]);
            if (step.do === 'takes' || step.do === 'waits') page.isTaking = step.do === 'takes';
            if (step.do === 'say') {
              said[step.who].push(`${step.who} says ${said[step.who].length}`);
              page.stream.send(said[step.who].at(-1) ?? '');
            }
          }
          for (const [index, { taken }] of scene.pages.entries())
            expect(taken).toEqual(said[index === 0 ? 1 : 0].slice(0, taken.length));
        }
        for (const page of scene.pages) page.isTaking = true;
        scene.link();
        scene.carryAll();
        expect([scene.pages[1].taken, scene.pages[0].taken]).toEqual(said);
        expect(scene.pages.map(({ stream }) => stream.keptCount)).toEqual([0, 0]);
      }),
      { numRuns: 300 },
    );
  });

  it('is said again to a page that remembers nothing, unless the one before it had taken it', () => {
    const scene = new TalkingPages();
    const [ada, bob] = scene.pages;
    scene.link();
    ada.stream.send('taken');
    scene.carryAll();
    bob.isTaking = false;
    ada.stream.send('waits');
    scene.carryAll();
    scene.unlink();
    bob.reload(false);
    bob.isTaking = true;
    bob.stream.send('I am back');
    scene.link();
    scene.carryAll();
    expect([bob.taken, ada.taken, ada.otherPeerCount]).toEqual([['taken', 'waits'], ['I am back'], 0]);
  });

  it.each([undefined, 0, 1] as const)(
    'is not said to another tab, in which somebody else may be, but to the first that comes it is (late: %s)',
    (late) => {
      const scene = new TalkingPages();
      const [ada, bob] = scene.pages;
      ada.stream.send('for whoever comes');
      scene.link();
      scene.carryAll();
      scene.unlink();
      ada.stream.send('for Bob alone');
      const eve = new TalkingPage();
      const other = Object.assign(new TalkingPages(), { pages: [ada, eve] as const });
      other.link(late);
      other.carryAll();
      ada.stream.send('for Eve');
      other.carryAll();
      expect([bob.taken, eve.taken, ada.otherPeerCount]).toEqual([['for whoever comes'], ['for Eve'], 1]);
    },
  );

  it.each([undefined, 0, 1] as const)(
    'goes on in a copy of a tab, whose original has said and heard more since (late: %s)',
    (late) => {
      const scene = new TalkingPages();
      const [ada, bob] = scene.pages;
      scene.link();
      ada.stream.send('1');
      bob.stream.send('one');
      scene.carryAll();
      const { past } = ada.stream;
      for (const text of ['2', '3']) ada.stream.send(text);
      for (const text of ['two', 'three']) bob.stream.send(text);
      scene.carryAll();
      scene.unlink();
      const copy = new TalkingPage(ada.tab, past);
      const other = Object.assign(new TalkingPages(), { pages: [copy, bob] as const });
      other.link(late);
      copy.stream.send('4');
      bob.stream.send('four');
      other.carryAll();
      expect([bob.taken, copy.taken]).toEqual([['1', '2', '3', '4'], ['four']]);
    },
  );

  it.each([
    [undefined, 0],
    [undefined, 1],
    [0, 1],
    [1, 1],
    [undefined, 2],
  ] as const)(
    'is neither repeated nor lost in a copy of a tab, whose original has said what both had to say (late: %s), and %i more',
    (late, moreCount) => {
      const scene = new TalkingPages();
      const [ada, bob] = scene.pages;
      scene.link();
      ada.stream.send('1');
      scene.carryAll();
      scene.unlink();
      ada.stream.send('2');
      const { past } = ada.stream;
      const copy = new TalkingPage(ada.tab, { ...past, outbox: { ...past.outbox, kept: ['2'] } });
      scene.link();
      for (let count = 0; count < moreCount; count++) ada.stream.send(`more ${count}`);
      scene.carryAll();
      scene.unlink();
      copy.stream.send("the copy's");
      const other = Object.assign(new TalkingPages(), { pages: [copy, bob] as const });
      other.link(late);
      other.carryAll();
      const more = ['more 0', 'more 1'].slice(0, moreCount);
      expect([bob.taken, copy.stream.keptCount]).toEqual([['1', '2', ...more, "the copy's"], 0]);
    },
  );

  it('of a note arrives now or never', () => {
    const scene = new TalkingPages();
    const [ada, bob] = scene.pages;
    expect(ada.stream.note('too early')).toBe(false);
    scene.link();
    scene.carryAll();
    expect(ada.stream.note('lost')).toBe(true);
    scene.link();
    scene.carryAll();
    expect(ada.stream.note('here')).toBe(true);
    scene.carryAll();
    expect([bob.notes, bob.taken]).toEqual([['here'], []]);
  });

  it('goes on as soon as the browser has room again for what it had none for', () => {
    const [ada, bob] = [new TalkingPage(), new TalkingPage()];
    let isFull = true;
    for (const page of [ada, bob])
      page.stream.attach((frame) => {
        if (!isFull) page.wire.push(frame);
        return !isFull;
      });
    const carryAll = () => {
      while (ada.wire.length + bob.wire.length > 0) {
        for (const [from, to] of [
          [ada, bob],
          [bob, ada],
        ] as const) {
          const frame = from.wire.shift();
          if (frame) to.stream.receive(frame);
        }
      }
    };
    isFull = false;
    ada.stream.goOn();
    carryAll();
    expect(bob.stream.isOpen.value).toBe(true);
    isFull = true;
    ada.stream.send('1');
    isFull = false;
    ada.stream.goOn();
    const [message] = ada.wire.splice(0);
    isFull = true;
    if (message) bob.stream.receive(message);
    expect([bob.taken, ada.stream.keptCount]).toEqual([['1'], 1]);
    isFull = false;
    bob.stream.goOn();
    carryAll();
    expect(ada.stream.keptCount).toBe(0);
  });

  it('is not said to be taken on the next link while it is still being dealt with, nor taken twice', () => {
    const scene = new TalkingPages();
    const [ada, bob] = scene.pages;
    bob.isTaking = false;
    scene.link();
    ada.stream.send('a whole file');
    scene.carryAll();
    expect(bob.stream.take()).toBe('a whole file');
    scene.link();
    scene.carryAll();
    expect([ada.stream.keptCount, bob.stream.take()]).toEqual([1, undefined]);
    bob.stream.acknowledge();
    scene.carryAll();
    expect(ada.stream.keptCount).toBe(0);
  });

  it('waits where nobody takes it, and no more of it is under way than the other keeps', () => {
    const scene = new TalkingPages();
    const [ada, bob] = scene.pages;
    bob.isTaking = false;
    scene.link();
    scene.carryAll();
    for (let count = 0; count < MAX_KEPT_MESSAGES; count++) expect(ada.stream.send(String(count))).toBe(true);
    expect(ada.stream.send('one too many')).toBe(false);
    expect(ada.wire).toHaveLength(MAX_UNDERWAY_MESSAGES);
    scene.carryAll();
    bob.isTaking = true;
    bob.takeAll();
    scene.carryAll();
    expect(bob.taken).toHaveLength(MAX_KEPT_MESSAGES);
    for (let count = 0; count < MAX_KEPT_BYTES / 65_536; count++) {
      scene.pages[0].stream.detach();
      expect(ada.stream.send(new Uint8Array(65_536))).toBe(true);
    }
    expect(ada.stream.send('x')).toBe(false);
  });

  it('of the largest texts is never more than the other may keep', () => {
    const scene = new TalkingPages();
    const [ada, bob] = scene.pages;
    bob.isTaking = false;
    scene.link();
    scene.carryAll();
    for (let count = 0; count < 20; count++) ada.stream.send('x'.repeat(65_536 - count));
    scene.carryAll();
    bob.isTaking = true;
    bob.takeAll();
    scene.carryAll();
    expect(bob.taken).toHaveLength(20);
  });
});

describe('whoever lies', () => {
  /** Bob hears what nobody says. */
  const lied = () => {
    const scene = new TalkingPages();
    scene.link();
    scene.carryAll();
    scene.pages[0].stream.send('1');
    scene.carryAll();
    const [ada, bob] = scene.pages;
    return { scene, ada, bob: bob.stream, channel: 'a' };
  };

  it('and acknowledges what was not said is refused; who says it again is not', () => {
    const { ada, channel } = lied();
    for (let count = 0; count < 500; count++) ada.stream.receive({ type: 'ack', channel, id: 1 });
    expect(() => ada.stream.receive({ type: 'ack', channel, id: 2 })).toThrow(ProtocolError);
  });

  it('and acknowledges one thing for ever is not heard again, and refused in the end; on the next link anew', () => {
    const { scene, ada, channel } = lied();
    const repeat = () => ada.stream.receive({ type: 'ack', channel, id: 1 });
    const { takenCount } = ada;
    const most = () => {
      for (let count = 0; count < 2 * MAX_UNDERWAY_MESSAGES; count++) repeat();
    };
    most();
    expect(repeat).toThrow(ProtocolError);
    expect(ada.takenCount).toBe(takenCount);
    scene.link();
    scene.carryAll();
    expect(most).not.toThrow();
  });

  it('and leaves messages out is refused', () => {
    const { bob, channel } = lied();
    bob.receive({ type: 'message', channel, id: 2, data: 'x' });
    expect(() => bob.receive({ type: 'message', channel, id: 4, data: 'x' })).toThrow(ProtocolError);
  });

  it('and says one thing for ever is refused in the end', () => {
    const { bob, channel } = lied();
    const repeat = () => bob.receive({ type: 'message', channel, id: 1, data: 'x' });
    for (let count = 0; count < MAX_UNDERWAY_MESSAGES; count++) repeat();
    expect(repeat).toThrow(ProtocolError);
  });

  it('and greets for ever is answered once a second, and refused in the end', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { scene, bob, ada, channel } = lied();
    const mark = { tab: ada.tab, stream: createRandomId(), first: 1, taken: null, isReply: false };
    const greet = () => bob.receive({ type: 'hello', channel, ...mark });
    const answers = () => scene.pages[1].wire.filter(({ type }) => type === 'hello').length;
    // Two have come already: theirs, and their answer to ours.
    for (let count = 2; count < 16; count++) greet();
    expect(answers()).toBe(14);
    for (let second = 0; second < 60; second++) {
      for (let count = 0; count < 100; count++) greet();
      vi.advanceTimersByTime(1_000);
    }
    // Each time we have asked, and then answered one.
    expect(answers()).toBeLessThanOrEqual(14 + 2 * 60);
    expect(() => {
      for (let count = 0; count < 300; count++) greet();
    }).toThrow(ProtocolError);
  });

  it.each(['x', 'x'.repeat(65_536)])('and says more than may be under way is refused', (data) => {
    const scene = new TalkingPages();
    const [, bob] = scene.pages;
    bob.isTaking = false;
    scene.link();
    scene.carryAll();
    const flood = () => {
      for (let id = 1; id <= 1_000; id++) bob.stream.receive({ type: 'message', channel: 'a', id, data });
    };
    expect(flood).toThrow(ProtocolError);
  });

  it('and says something before their hello is not heard', () => {
    const scene = new TalkingPages();
    const [, bob] = scene.pages;
    scene.link();
    bob.stream.receive({ type: 'message', channel: 'a', id: 7, data: 'x' });
    bob.stream.receive({ type: 'ack', channel: 'a', id: 7 });
    scene.carryAll();
    expect([bob.taken, bob.stream.isOpen.value]).toEqual([[], true]);
  });
});
