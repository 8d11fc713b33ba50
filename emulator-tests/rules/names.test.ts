/** Names: who may claim, renew, give up and read them, and that nobody has two. */
import {
  foldPersonName,
  HOLDERS,
  MAX_NAME_KEYS,
  NAME_KEPT_MS,
  NAME_LEASE_MS,
  NAME_LEASE_STEP_MS,
  NAME_PAUSE_MS,
  NAMES,
  nameLeaseEnd,
  type PersonName,
  SESSION_KEY_BYTES,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aMinuteAgo, MINUTE_MS } from '../../protocol/src/testing/call-docs.ts';
import {
  aHolder,
  aName,
  claim,
  DAY_MS,
  hold,
  holderWrite,
  KEYS,
  NEW_KEYS,
  nameWrite,
  newName,
  seedHolder,
  seedName,
} from './people-scene.ts';
import { MARGIN_MS, promptly } from './promptly.ts';
import { answerTo, commitAs, type Outcome, ROOT } from './rest-firestore.ts';
import { guest, host, newUser, nobody, stranger, type User } from './scene.ts';
import { asks, commits, expectTries, gets } from './tries.ts';

type NewName = ReturnType<typeof newName>;

/** Both writes of a claim, as the application makes them. */
function claiming(by: User, name: NewName, changes: Parameters<typeof claim>[1] = {}): [object, object] {
  const move = claim(name, changes);
  return [holderWrite(by, hold(name, { expiresAt: move.expiresAt })), nameWrite(name, by, move)];
}

/** A name written in some way, and the ID that this looks like. */
const written = (text: string): NewName => {
  const name = text as PersonName;
  return { name, nameId: foldPersonName(name) };
};

/** What becomes of a first claim of that name, at the place where protocol folds it to. */
async function claimedAs(text: string): Promise<Outcome> {
  const [by, name] = [newUser(), written(text)];
  await commitAs('admin', { delete: `${ROOT}/${NAMES}/${name.nameId}` });
  return commitAs(by, ...claiming(by, name));
}

const random = () => newName().nameId.slice(2, 14);

describe('a name', () => {
  it('is claimed by the first who asks, and by nobody after them, however it is written', async () => {
    const [one, other] = [newUser(), newUser()];
    const word = random();
    const name = written(`Mallow.${word}10`);
    expect(await commitAs(one, ...claiming(one, name))).toBe('accepted');
    const alike = [
      'mallow',
      'MALLOW',
      'm-a-l-l-o-w',
      'ma11ow',
      'mAIIow',
      'mailow',
      'rnallow',
      'mallovv',
      'mall0w',
    ];
    await expectTries({
      refused: alike.flatMap((text) => {
        const same = written(`${text}${word}lo`);
        expect(same.nameId).toBe(name.nameId);
        return [
          commits(text, other, ...claiming(other, same)),
          commits(`${text}, elsewhere`, other, ...claiming(other, { ...same, nameId: `${same.nameId}x` })),
        ];
      }),
      accepted: [
        commits('another', other, ...claiming(other, written(`marrow${word}lo`))),
        gets(other, `${NAMES}/${name.nameId}`),
      ],
    });
  });

  it.each(['abc', 'A.b-c', 'a'.repeat(30), '007', 'x.y.z', '1-2'])('may be written %s', async (text) => {
    expect(await claimedAs(text)).toBe('accepted');
  });

  it.each([
    ...['ab', 'a'.repeat(31), '.abc', 'abc.', 'abc-', 'a..b', 'a.-b', 'a b', 'ab_c', 'ab@c', 'Zoë', 'аnna'],
    ...['anna\u200b', 'ann\n', '漢字漢字'],
  ])('may not be written %j', async (text) => {
    expect(await claimedAs(text)).toBe('refused');
    expect(await claimedAs(random())).toBe('accepted');
  });

  it('is kept from others for a while after it was given up, and its owner may have it back', async () => {
    const [owner, other] = [newUser(), newUser()];
    const name = newName();
    await seedName(name, aName(name, owner));
    await seedHolder(owner, aHolder(name, { claimedAt: Date.now() - 2 * NAME_PAUSE_MS }));
    const release = { type: 'release', expiresAt: Date.now() + NAME_KEPT_MS } as const;
    await expectTries({
      refused: [
        commits('given up', other, nameWrite(name, other, release)),
        commits(
          'given up for longer',
          owner,
          nameWrite(name, owner, { ...release, expiresAt: release.expiresAt + DAY_MS }),
        ),
      ],
      accepted: [commits('given up', owner, nameWrite(name, owner, release))],
    });
    await expectTries({
      refused: [
        commits('claimed', other, ...claiming(other, name)),
        commits(
          'renewed',
          owner,
          nameWrite(name, owner, { type: 'renew', keys: KEYS, expiresAt: nameLeaseEnd(Date.now()) }),
        ),
        gets(owner, `${NAMES}/${name.nameId}`),
      ],
      accepted: [commits('claimed back', owner, ...claiming(owner, name))],
    });
    const kept = { releasedAt: aMinuteAgo(), expiresAt: Date.now() - 1 };
    await seedName(name, aName(name, owner, kept));
    expect(await commitAs(other, ...claiming(other, name))).toBe('accepted');
  });

  it('is forgotten when its owner has not come for half a year', async () => {
    const [owner, other] = [newUser(), newUser()];
    const [there, gone] = [newName(), newName()];
    await seedName(there, aName(there, owner, { expiresAt: Date.now() + 5_000 }));
    await seedName(gone, aName(gone, owner, { expiresAt: Date.now() - 1 }));
    await expectTries({
      refused: [commits('claimed', other, ...claiming(other, there)), gets(other, `${NAMES}/${gone.nameId}`)],
      accepted: [
        gets(other, `${NAMES}/${there.nameId}`),
        commits('claimed', other, ...claiming(other, gone)),
      ],
    });
  });

  it('is leased until one of the days to which all leases run, the last within half a year', async () => {
    const leased = async (expiresAt: number) => {
      const [by, name] = [newUser(), newName()];
      await seedHolder(by, aHolder(name, { expiresAt: Date.now() + 2 * NAME_LEASE_MS }));
      return commitAs(by, nameWrite(name, by, claim(name, { expiresAt })));
    };
    const held = async (expiresAt: number) => {
      const [by, name] = [newUser(), newName()];
      await seedName(name, aName(name, by));
      return commitAs(by, holderWrite(by, hold(name, { expiresAt })));
    };
    const now = Date.now();
    const end = nameLeaseEnd(now);
    const past = [end - NAME_LEASE_STEP_MS, end + NAME_LEASE_STEP_MS].filter(
      // Of two days that are as near as clocks may differ either is right.
      (time) =>
        time < now + NAME_LEASE_MS - NAME_LEASE_STEP_MS - MINUTE_MS || time > now + NAME_LEASE_MS + MINUTE_MS,
    );
    expect(past).not.toEqual([]);
    for (const write of [leased, held]) {
      expect(await write(end)).toBe('accepted');
      for (const time of [...past, end - 1, end + 1, end - DAY_MS, end + DAY_MS])
        expect([time - end, await write(time)]).toEqual([time - end, 'refused']);
    }
  });

  it('has whole keys, a few', async () => {
    const keyed = (length: number) => {
      const [by, name] = [newUser(), newName()];
      return commitAs(by, ...claiming(by, name, { keys: new Uint8Array(length) }));
    };
    const most = MAX_NAME_KEYS * SESSION_KEY_BYTES;
    for (const length of [SESSION_KEY_BYTES, most]) expect(await keyed(length)).toBe('accepted');
    for (const length of [0, 1, 64, 66, most + 1, most + SESSION_KEY_BYTES])
      expect(await keyed(length)).toBe('refused');
  });

  it('is read by whoever asks for it, one at a time, and what is missing answers like what was given up', async () => {
    const [name, released] = [newName(), newName()];
    await seedName(name, aName(name, host));
    await seedName(released, aName(released, host, { releasedAt: aMinuteAgo() }));
    const query = (person: User | null | 'admin', more: object = {}) =>
      asks(person, ':runQuery', { structuredQuery: { from: [{ collectionId: NAMES }], limit: 1, ...more } });
    const own = {
      where: { fieldFilter: { field: { fieldPath: 'uid' }, op: 'EQUAL', value: { stringValue: host.uid } } },
    };
    await expectTries({
      refused: [
        gets(nobody, `${NAMES}/${name.nameId}`),
        ...[host, stranger, nobody].flatMap((person) => [
          query(person),
          query(person, own),
          gets(person, NAMES),
        ]),
      ],
      accepted: [
        ...[host, stranger].map((person) => gets(person, `${NAMES}/${name.nameId}`)),
        query('admin'),
      ],
    });
    const answers = await Promise.all(
      [released.nameId, newName().nameId].map((nameId) => answerTo(stranger, `${NAMES}/${nameId}`)),
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 403 });
    expect(answers[0]).toEqual(answers[1]);
  });

  it('and what tells whose it is are deleted by nobody but a server', async () => {
    const [name, owner] = [newName(), newUser()];
    await seedName(name, aName(name, owner));
    await seedHolder(owner, aHolder(name));
    const deletions = [`${NAMES}/${name.nameId}`, `${HOLDERS}/${owner.uid}`].map((path) => ({
      delete: `${ROOT}/${path}`,
    }));
    await expectTries({
      refused: deletions.flatMap((write) =>
        [owner, stranger, nobody].map((by) => commits('deleted', by, write)),
      ),
      accepted: deletions.map((write) => commits('deleted', 'admin', write)),
    });
  });
});

describe('nobody', () => {
  it('holds a name under an address that they have not shown to be theirs', async () => {
    const email = 'somebody@example.org';
    const claimed = async (claims: object) => {
      const [by, name] = [newUser(), newName()];
      return commitAs({ ...by, claims }, ...claiming(by, name));
    };
    const renewed = async (claims: object) => {
      const [by, name] = [newUser(), newName()];
      await seedName(name, aName(name, by));
      await seedHolder(by, aHolder(name));
      const renewal = { type: 'renew', keys: NEW_KEYS, expiresAt: nameLeaseEnd(Date.now()) } as const;
      return commitAs({ ...by, claims }, nameWrite(name, by, renewal));
    };
    for (const write of [claimed, renewed]) {
      expect(await write({ email, email_verified: false })).toBe('refused');
      expect(await write({ email })).toBe('refused');
      expect(await write({ email, email_verified: true })).toBe('accepted');
      expect(await write({})).toBe('accepted');
    }
  });

  it('has two names: the first is given up in the commit that claims the second, or before', async () => {
    const owner = newUser();
    const [first, second] = [newName(), newName()];
    await seedName(first, aName(first, owner));
    await seedHolder(owner, aHolder(first));
    const release = nameWrite(first, owner, { type: 'release', expiresAt: Date.now() + NAME_KEPT_MS });
    const [held, claimed] = claiming(owner, second);
    await expectTries({
      refused: [
        commits('beside the first', owner, held, claimed),
        commits('without saying so', owner, claimed),
        commits('without saying so, the first given up', owner, claimed, release),
        commits('said, and not claimed', owner, held, release),
        commits('another’s', owner, holderWrite(owner, hold(await taken(guest))), release),
      ],
      accepted: [commits('in place of the first', owner, held, claimed, release)],
    });
  });

  it('takes one name after another without an hour in between', async () => {
    const after = async (ms: number) => {
      const [owner, first, second] = [newUser(), newName(), newName()];
      await seedName(first, aName(first, owner, { releasedAt: aMinuteAgo() }));
      await seedHolder(owner, aHolder(first, { claimedAt: Date.now() - ms }));
      return commitAs(owner, ...claiming(owner, second));
    };
    expect(await after(NAME_PAUSE_MS)).toBe('accepted');
    expect(await promptly(() => after(NAME_PAUSE_MS - MARGIN_MS))).toBe('refused');
    expect(await after(MINUTE_MS)).toBe('refused');
  });

  it('keeps a name that their holder’s document does not outlast', async () => {
    const [owner, name] = [newUser(), newName()];
    await seedName(name, aName(name, owner));
    await seedHolder(owner, aHolder(name, { expiresAt: nameLeaseEnd(Date.now()) - DAY_MS }));
    const expiresAt = nameLeaseEnd(Date.now());
    const renewal = nameWrite(name, owner, { type: 'renew', keys: KEYS, expiresAt });
    await expectTries({
      refused: [commits('alone', owner, renewal)],
      accepted: [commits('both', owner, renewal, holderWrite(owner, { type: 'renew', expiresAt }))],
    });
  });

  it('reads which name another has claimed', async () => {
    const [owner, name] = [newUser(), newName()];
    await seedHolder(owner, aHolder(name));
    await expectTries({
      refused: [...[host, nobody].map((by) => gets(by, `${HOLDERS}/${owner.uid}`)), gets(owner, HOLDERS)],
      accepted: [gets(owner, `${HOLDERS}/${owner.uid}`)],
    });
  });

  it('gets a name beside another who claims it at the same moment', async () => {
    const name = newName();
    const people = Array.from({ length: 8 }, newUser);
    const outcomes = await Promise.all(people.map((by) => commitAs(by, ...claiming(by, name))));
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
  });
});

async function taken(by: User): Promise<NewName> {
  const name = newName();
  await seedName(name, aName(name, by));
  return name;
}
