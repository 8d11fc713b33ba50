/** Attacks 25, 26, 34 to 37 and 45: candidates, places that are not there, and many writes at once. */
import { legalWrites, wholeWrite } from '../legal-writes.ts';
import { commitAs, ROOT } from '../rest-firestore.ts';
import {
  answeredRound,
  call,
  GUEST_SESSION,
  given,
  guest,
  host,
  newDocId,
  nobody,
  runningCall,
  stranger,
  waitingCall,
} from '../scene.ts';
import { type Attack, commits, gets, type Tries, together } from './attack.ts';
import { answer, batchFor, blindly, ending, leaving, offer } from './moves.ts';

const sides = [
  ['offer', host, guest],
  ['answer', guest, host],
] as const;

/** A batch that is there, tried to be changed by somebody; the next one, by whoever may. */
async function changing(whose: 'own' | 'peer'): Promise<Tries> {
  const each = sides.map(async ([side, owner, peer]): Promise<Tries> => {
    const docId = await given(runningCall());
    const batch = batchFor(docId, side);
    if ((await commitAs(owner, batch)) === 'refused') throw new Error('The batch is refused');
    const by = whose === 'own' ? owner : peer;
    const { name } = batch.update;
    return {
      refused: [
        commits(`${side}: again`, by, batch),
        commits(`${side}: in part`, by, { ...batch, updateMask: { fieldPaths: ['sealed'] } }),
        commits(`${side}: emptied`, by, { update: { name, fields: {} } }),
        commits(`${side}: deleted`, by, { delete: name }),
        commits(`${side}: deleted and written`, by, { delete: name }, batch),
        ...(whose === 'peer' ? [commits(`${side}: the next`, by, batchFor(docId, side, 1, 1))] : []),
      ],
      accepted: [commits(`${side}: the owner’s next`, owner, batchFor(docId, side, 1, 1))],
    };
  });
  return together(...(await Promise.all(each)));
}

export const writes: readonly Attack[] = [
  { number: 25, name: 'changing the other’s candidates', prepare: () => changing('peer') },
  { number: 26, name: 'changing one’s own past candidates', prepare: () => changing('own') },
  {
    number: 34,
    name: 'candidates below no call, or one that has ended or lapsed',
    async prepare() {
      const over = { ended: { reason: 'host-ended', at: Date.now() - 1_000 } } as const;
      const wrongs = {
        none: newDocId(),
        ended: await given(runningCall(over)),
        lapsed: await given(runningCall({ expiresAt: Date.now() - 1 })),
        'nobody there': await given(call()),
      };
      const right = await given(runningCall());
      return {
        refused: Object.entries(wrongs).flatMap(([what, docId]) =>
          sides.map(([side, by]) => commits(`${side}, ${what}`, by, batchFor(docId, side))),
        ),
        accepted: sides.map(([side, by]) => commits(side, by, batchFor(right, side))),
      };
    },
  },
  {
    number: 35,
    name: 'collections and paths that nobody knows of',
    async prepare() {
      const docId = await given(runningCall());
      const more = ['more', 'candidates', 'Offercandidates', 'offerCandidates/1-0/offerCandidates'];
      const paths = [...more.map((path) => `calls/${docId}/${path}/1-0`), 'call/x', `offerCandidates/1-0`];
      const { update } = batchFor(docId, 'offer');
      const to = (path: string) => ({ update: { ...update, name: `${ROOT}/${path}` } });
      return {
        refused: paths.flatMap((path) =>
          [host, guest, nobody].flatMap((by) => [
            commits(`write ${path}`, by, to(path)),
            gets(`get ${path}`, by, path),
          ]),
        ),
        accepted: [commits('offerCandidates', host, { update })],
      };
    },
  },
  {
    number: 36,
    name: 'a commit of a legal and an illegal write, in either order',
    async prepare() {
      const foreign = await given(runningCall());
      const illegal = { delete: `${ROOT}/calls/${foreign}` };
      const each = Object.entries(legalWrites).map(async ([name, legal]): Promise<Tries> => {
        const right = wholeWrite(await legal.prepare());
        return {
          refused: [
            commits(`${name}, illegal last`, legal.by, right, illegal),
            commits(`${name}, illegal first`, legal.by, illegal, right),
          ],
          accepted: [commits(name, legal.by, right)],
        };
      });
      return together(...(await Promise.all(each)));
    },
  },
  {
    number: 37,
    name: 'a commit that does something and takes it back',
    async prepare() {
      const docId = await given(waitingCall());
      const [answers, leaves] = [answer('guest', 1, GUEST_SESSION), leaving('guest', GUEST_SESSION)];
      const before = {
        update: { name: `${ROOT}/calls/${docId}`, fields: {} },
        updateMask: { fieldPaths: ['seats.guest', 'round.answer', 'round.answererSession'] },
      };
      return {
        refused: [
          commits('sitting down and emptying the seat', guest, blindly(docId, guest.uid, answers), before),
          commits('ending and taking it back', host, blindly(docId, host.uid, ending()), before),
          commits(
            'ending and offering',
            host,
            blindly(docId, host.uid, ending()),
            blindly(docId, host.uid, offer('host', 2)),
          ),
        ],
        accepted: [
          commits('sitting down', guest, blindly(docId, guest.uid, answers)),
          commits('and leaving', guest, blindly(docId, guest.uid, leaves)),
        ],
      };
    },
  },
  {
    number: 45,
    name: 'more batches of candidates than a round has',
    async prepare() {
      const [docId, wrong] = [
        await given(runningCall()),
        await given(runningCall({ round: answeredRound({ number: 2 }) })),
      ];
      const numbered = (id: string) => {
        const { update } = batchFor(docId, 'offer');
        return { update: { ...update, name: update.name.replace(/1-0$/, id) } };
      };
      return {
        refused: [
          ...['1-10', '1-99', '1-00', '01-0', '1--1', '1-a', '1-0-0', '2-0'].map((id) =>
            commits(id, host, numbered(id)),
          ),
          commits('of the last round', host, batchFor(wrong, 'offer', 1)),
          commits('of the next round', host, batchFor(wrong, 'offer', 3)),
          commits('by a stranger', stranger, batchFor(docId, 'offer', 1, 9)),
        ],
        accepted: Array.from({ length: 10 }, (_, index) =>
          commits(`batch ${index}`, host, batchFor(docId, 'offer', 1, index)),
        ),
      };
    },
  },
];
