/** Names: who may claim, renew, give up and read them, and that nobody has two. */
import {
  foldPersonName,
  HOLDERS,
  type HolderDoc,
  type HolderTransition,
  MAX_NAME_KEYS,
  MAX_NAMES_ASKED_FOR,
  NAME_KEPT_MS,
  NAME_LEASE_MS,
  NAME_LEASE_STEP_MS,
  NAME_PAUSE_MS,
  NAME_TRIES,
  NAMES,
  nameLeaseEnd,
  type PersonName,
  parsePersonName,
  SESSION_KEY_BYTES,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { toRestFields } from '../../call/src/firebase/firestore-value.ts';
import { aMinuteAgo, MINUTE_MS } from '../../protocol/src/testing/call-docs.ts';
import {
  aHolder,
  aName,
  aRing,
  askedFor,
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
  seedRing,
  storableDoc,
} from './people-scene.ts';
import { MARGIN_MS, promptly } from './promptly.ts';
import { answerTo, commitAs, getAs, type Outcome, ROOT, requestAs } from './rest-firestore.ts';
import { guest, host, newUser, nobody, stranger, type User } from './scene.ts';
import { tryWrite } from './spoken-scene.ts';
import { asks, commits, expectTries, findsByName, gets, type Try } from './tries.ts';

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

/** What becomes of a claim that was counted. */
async function claimed(by: User, name: NewName, changes: Parameters<typeof claim>[1] = {}): Promise<Outcome> {
  await askedFor(by, name);
  return commitAs(by, ...claiming(by, name, changes));
}

const claims = (what: string, by: User, name: NewName): Try => [
  `${what} by ${by.uid}`,
  () => claimed(by, name),
];

/** Of a name that was counted. */
const reads = (by: User, name: NewName): Try => [
  `${name.nameId} read by ${by.uid}`,
  async () => {
    await askedFor(by, name);
    return getAs(by, `${NAMES}/${name.nameId}`);
  },
];

/** What becomes of a first claim of that name, at the place where protocol folds it to. */
async function claimedAs(text: string): Promise<Outcome> {
  const [by, name] = [newUser(), written(text)];
  await commitAs('admin', { delete: `${ROOT}/${NAMES}/${name.nameId}` });
  return claimed(by, name);
}

const random = () => newName().nameId.slice(2, 14);

describe('a name', () => {
  it('is claimed by the first who asks, and by nobody after them, however it is written', async () => {
    const [one, other] = [newUser(), newUser()];
    const word = random();
    const name = written(`Mallow.${word}10`);
    expect(await claimed(one, name)).toBe('accepted');
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
          claims(text, other, same),
          claims(`${text}, elsewhere`, newUser(), { ...same, nameId: `${same.nameId}x` }),
        ];
      }),
      accepted: [claims('another', other, written(`marrow${word}lo`)), reads(other, name)],
    });
  });

  it.each(['abc', 'A.b-c', 'a'.repeat(30), '007', 'x.y.z', '1-2'])('may be written %s', async (text) => {
    expect(await claimedAs(text)).toBe('accepted');
  });

  it.each(['a.b', '1-2', 'x-1', 'W.M', 'm'.repeat(30), 'A-1.l-0'])(
    'that may be taken is counted and claimed by its user: %s',
    async (text) => {
      const [by, name] = [newUser(), written(parsePersonName(text))];
      await commitAs('admin', { delete: `${ROOT}/${NAMES}/${name.nameId}` });
      await expectTries({
        refused: [commits('a claim that nobody counted', by, ...claiming(by, name))],
        accepted: [
          commits('a count', by, tryWrite(by, name.nameId, null, NAME_TRIES)),
          commits('a claim that was counted', by, ...claiming(by, name)),
        ],
      });
    },
  );

  it.each([
    ...['ab', 'a'.repeat(31), '.abc', 'abc.', 'abc-', 'a..b', 'a.-b', 'a b', 'ab_c', 'ab@c', 'Zoë', 'аnna'],
    ...['anna\u200b', 'ann\n', '漢字漢字'],
  ])('may not be written %j', async (text) => {
    expect(await claimedAs(text)).toBe('refused');
    expect(await claimedAs(random())).toBe('accepted');
  });

  it('is kept from others for a while after it was given up, and its owner may have it back', async () => {
    // The IDs of the others come before the owner’s and after it.
    const [owner, other, another] = ['m', 'a', 'z'].map((letter) => ({
      uid: `${letter}-${newUser().uid}`,
    })) as [User, User, User];
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
        claims('claimed', other, name),
        claims('claimed', another, name),
        commits(
          'renewed',
          owner,
          nameWrite(name, owner, { type: 'renew', keys: KEYS, expiresAt: nameLeaseEnd(Date.now()) }),
        ),
        reads(newUser(), name),
      ],
      accepted: [claims('claimed back', owner, name)],
    });
    const kept = { releasedAt: aMinuteAgo(), expiresAt: Date.now() - 1 };
    await seedName(name, aName(name, owner, kept));
    expect(await claimed(other, name)).toBe('accepted');
  });

  it('is forgotten when its owner has not come for half a year', async () => {
    const [owner, other] = [newUser(), newUser()];
    const [there, gone] = [newName(), newName()];
    await seedName(there, aName(there, owner, { expiresAt: Date.now() + 5_000 }));
    await seedName(gone, aName(gone, owner, { expiresAt: Date.now() - 1 }));
    await expectTries({
      refused: [claims('claimed', other, there), reads(newUser(), gone)],
      accepted: [reads(other, there), claims('claimed', other, gone)],
    });
  });

  it('is leased until one of the days to which all leases run, the last within half a year', async () => {
    const leased = async (expiresAt: number) => {
      const [by, name] = [newUser(), newName()];
      await seedHolder(by, aHolder(name, { expiresAt: Date.now() + 2 * NAME_LEASE_MS }));
      await askedFor(by, name);
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
      return claimed(by, name, { keys: new Uint8Array(length) });
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
      accepted: [...[host, stranger].map((person) => reads(person, name)), query('admin')],
    });
    const answers: unknown[] = [];
    for (const each of [released, newName()]) {
      await askedFor(stranger, each);
      answers.push(await answerTo(stranger, `${NAMES}/${each.nameId}`));
    }
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

describe('names', () => {
  it('are found by nobody who has not had them counted, whether they are there or not', async () => {
    const [name, asker] = [newName(), newUser()];
    await seedName(name, aName(name, host));
    const paths = [name, newName()].map(({ nameId }) => `${NAMES}/${nameId}`);
    const ask = () => Promise.all(paths.map((path) => answerTo(asker, path)));
    const uncounted = await ask();
    expect(uncounted[0]).toEqual(uncounted[1]);
    expect(uncounted).toMatchObject([{ status: 403 }, { status: 403 }]);
    // Before the two and after them, in the order of names.
    for (const nameId of ['aaa', 'zzz']) {
      await askedFor(asker, { nameId });
      expect(await ask()).toEqual(uncounted);
    }
    await askedFor(asker, name);
    expect(await ask()).toMatchObject([{ status: 200 }, { status: 403 }]);
  });

  it('are asked for sixty times by one user in an hour, and not once more', async () => {
    const user = newUser();
    const names = Array.from({ length: MAX_NAMES_ASKED_FOR + 1 }, newName);
    await Promise.all(names.map((name) => seedName(name, aName(name, host))));
    const outcomes: Outcome[] = [];
    for (const [index, name] of names.entries()) {
      outcomes.push(
        await commitAs(user, tryWrite(user, name.nameId, index === 0 ? null : index, NAME_TRIES)),
      );
      expect(await getAs(user, `${NAMES}/${name.nameId}`)).toBe(outcomes.at(-1));
    }
    expect(outcomes).toEqual([...names.slice(1).map(() => 'accepted'), 'refused']);
  });

  it('are counted before they are claimed, in a commit of its own', async () => {
    const [user, name] = [newUser(), newName()];
    const count = tryWrite(user, name.nameId, null, NAME_TRIES);
    await expectTries({
      refused: [
        commits('a claim that nobody counted', user, ...claiming(user, name)),
        commits('a claim with its count', user, count, ...claiming(user, name)),
        commits('another’s count', stranger, count),
        commits('what is no name, counted', user, tryWrite(user, 'no name', null, NAME_TRIES)),
      ],
      accepted: [
        commits('a count', user, count),
        commits('a claim that was counted', user, ...claiming(user, name)),
      ],
    });
  });

  it('say by no precondition whether they are there', async () => {
    const there = await taken(host);
    const answer = async (name: NewName, exists: boolean, isCounted: boolean) => {
      const user = newUser();
      const [held, taking] = claiming(user, name);
      const count = isCounted ? [tryWrite(user, name.nameId, null, NAME_TRIES)] : [];
      const writes = [...count, held, { ...taking, currentDocument: { exists } }];
      return requestAs(user, ':commit', { writes }).catch(({ message }: Error) => message);
    };
    for (const exists of [true, false])
      for (const isCounted of [true, false]) {
        const answers = [there, newName()].map((name) => answer(name, exists, isCounted));
        expect(await Promise.all(answers)).toEqual(['refused', 'refused']);
      }
  });

  it('are shown, uncounted, to whom their owner rings, and to nobody else', async () => {
    const [owner, callee, name] = [newUser(), newUser(), newName()];
    await seedName(name, aName(name, owner));
    const path = `${NAMES}/${name.nameId}`;
    expect(await getAs(callee, path)).toBe('refused');
    await seedRing(owner, aRing({ callee: callee.uid, endedAt: Date.now() }));
    await expectTries({
      refused: [newUser(), { uid: '!' }, { uid: '~' }, nobody].map((by) => gets(by, path)),
      accepted: [gets(callee, path), gets(owner, path)],
    });
    await seedRing(owner, aRing({ callee: callee.uid, expiresAt: Date.now() - 1 }));
    expect(await getAs(callee, path)).toBe('refused');
  });

  it('have what is asked for read and written by that user alone', async () => {
    const [user, name] = [newUser(), newName()];
    await askedFor(user, name);
    const path = `${NAME_TRIES}/${user.uid}`;
    const count = tryWrite(user, name.nameId, 1, NAME_TRIES);
    await expectTries({
      refused: [
        ...[stranger, nobody].map((person) => gets(person, path)),
        gets(user, NAME_TRIES),
        commits('a count', stranger, count),
        commits('deleted', user, { delete: `${ROOT}/${path}` }),
      ],
      accepted: [gets(user, path), commits('a count', user, count)],
    });
  });
});

describe('nobody', () => {
  it('holds a name under an address that they have not shown to be theirs', async () => {
    const email = 'somebody@example.org';
    const taking = async (claims: object) => {
      const [by, name] = [newUser(), newName()];
      await askedFor(by, name);
      return commitAs({ ...by, claims }, ...claiming(by, name));
    };
    const renewed = async (claims: object) => {
      const [by, name] = [newUser(), newName()];
      await seedName(name, aName(name, by));
      await seedHolder(by, aHolder(name));
      const renewal = { type: 'renew', keys: NEW_KEYS, expiresAt: nameLeaseEnd(Date.now()) } as const;
      return commitAs({ ...by, claims }, nameWrite(name, by, renewal));
    };
    for (const write of [taking, renewed]) {
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
    const [held, taking] = claiming(owner, second);
    await askedFor(owner, second);
    await expectTries({
      refused: [
        commits('beside the first', owner, held, taking),
        commits('without saying so', owner, taking),
        commits('without saying so, the first given up', owner, taking, release),
        commits('said, and not claimed', owner, held, release),
        commits('another’s', owner, holderWrite(owner, hold(await taken(guest))), release),
      ],
      accepted: [commits('in place of the first', owner, held, taking, release)],
    });
  });

  it('holds what is another’s, or has lapsed, however it is called', async () => {
    const [owner, own, lapsed] = [{ uid: `m-${newUser().uid}` }, newName(), newName()];
    await seedName(own, aName(own, owner));
    await seedName(lapsed, aName(lapsed, owner, { expiresAt: Date.now() - 1 }));
    const others = await Promise.all([{ uid: 'a-user' }, { uid: 'z-user' }].map(taken));
    const holding = (what: string, name: NewName, by = owner) =>
      commits(what, by, holderWrite(owner, hold(name)));
    await expectTries({
      refused: [
        ...others.map((name) => holding('another’s', name)),
        holding('what has lapsed', lapsed),
        ...[{ uid: 'a-user' }, { uid: 'z-user' }].flatMap((by, index) => [
          holding('for another', own, by),
          holding('what is one’s own, for another', others[index] ?? own, by),
        ]),
      ],
      accepted: [holding('their own', own)],
    });
    // What has lapsed is in nobody's way.
    await seedHolder(owner, aHolder(lapsed));
    await expectTries({
      refused: [
        ...others.map((name) => holding('another’s', name)),
        ...[{ uid: 'a-user' }, { uid: 'z-user' }].map((by, index) =>
          holding('what is one’s own, for another', others[index] ?? own, by),
        ),
      ],
      accepted: [holding('their own', own)],
    });
  });

  it('changes by a renewal which name is theirs, or since when', async () => {
    const owner = { uid: `m-${newUser().uid}` };
    const [first, second, third] = ['fff', 'mmm', 'ttt'].map((text) => named(`${text}${random()}`));
    if (first === undefined || second === undefined || third === undefined) throw new Error('No names');
    for (const name of [first, second, third]) await seedName(name, aName(name, owner));
    const holder = aHolder(second, { claimedAt: aMinuteAgo() });
    await seedHolder(owner, holder);
    const holds = (what: string, changes: Partial<HolderDoc>) => {
      const fields = toRestFields(
        storableDoc({ ...holder, expiresAt: nameLeaseEnd(Date.now()), ...changes }),
      );
      return commits(what, owner, { update: { name: `${ROOT}/${HOLDERS}/${owner.uid}`, fields } });
    };
    const stamped = holderWrite(owner, hold(second));
    await expectTries({
      refused: [
        ...[first, third].map(({ nameId }) => holds('another of theirs', { name: nameId })),
        ...[-DAY_MS, -1, 1, MINUTE_MS].map((ms) =>
          holds('since another time', { claimedAt: holder.claimedAt + ms }),
        ),
        commits('since now', owner, stamped),
        ...[{ uid: 'a-user' }, { uid: 'z-user' }].map((by) =>
          commits(
            'another’s',
            by,
            holderWrite(owner, { type: 'renew', expiresAt: nameLeaseEnd(Date.now()) }),
          ),
        ),
        commits('given away', owner, { delete: `${ROOT}/${HOLDERS}/${owner.uid}` }),
      ],
      accepted: [holds('for longer', {}), holds('and once more', {})],
    });
    // Long enough ago, it may be claimed anew, and another may not be beside it.
    await seedHolder(owner, { ...holder, claimedAt: Date.now() - NAME_PAUSE_MS });
    await expectTries({
      refused: [first, third].map((name) => commits('beside it', owner, holderWrite(owner, hold(name)))),
      accepted: [commits('claimed anew', owner, stamped)],
    });
  });

  it('claims a name beside a holder’s document that says another', async () => {
    const [owner, name] = [newUser(), named(`mmm${random()}`)];
    await askedFor(owner, name);
    const [held, taking] = claiming(owner, name);
    const saying = async (other: NewName) => {
      await seedName(other, aName(other, owner));
      return commits(`said to be ${other.name}`, owner, holderWrite(owner, hold(other)), taking);
    };
    await expectTries({
      refused: await Promise.all(['fff', 'ttt'].map((text) => saying(named(`${text}${random()}`)))),
      accepted: [commits('said', owner, held, taking)],
    });
  });

  it('reads, by their own list, what they own', async () => {
    const [owner, name] = [newUser(), newName()];
    const doc = aName(name, owner);
    await seedName(name, doc);
    const equal = (fieldPath: string, value: object) => ({
      fieldFilter: { field: { fieldPath }, op: 'EQUAL', value },
    });
    const filters = [
      equal('uid', { stringValue: owner.uid }),
      equal('releasedAt', { nullValue: null }),
      equal('expiresAt', { timestampValue: new Date(doc.expiresAt).toISOString() }),
    ];
    const where = { compositeFilter: { op: 'AND', filters } };
    const query = { structuredQuery: { from: [{ collectionId: NAMES }], where, limit: 1 } };
    await expectTries({
      refused: [asks(owner, ':runQuery', query)],
      accepted: [gets(owner, `${NAMES}/${name.nameId}`)],
    });
  });

  it('takes one name after another without an hour in between', async () => {
    const after = async (ms: number) => {
      const [owner, first, second] = [newUser(), newName(), newName()];
      await seedName(first, aName(first, owner, { releasedAt: aMinuteAgo() }));
      await seedHolder(owner, aHolder(first, { claimedAt: Date.now() - ms }));
      return claimed(owner, second);
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

  it('holds a name by what lapses before it, so as to claim another beside it', async () => {
    const end = nameLeaseEnd(Date.now());
    const holding = async (what: string, type: HolderTransition['type'], isLonger: boolean) => {
      const [owner, name] = [newUser(), newName()];
      await seedName(name, aName(name, owner, { expiresAt: isLonger ? end + NAME_LEASE_STEP_MS : end }));
      await seedHolder(owner, aHolder(name));
      const move = type === 'claim' ? hold(name, { expiresAt: end }) : { type, expiresAt: end };
      return commits(`${what}, by a ${type}`, owner, holderWrite(owner, move));
    };
    const bothWays = (what: string, isLonger: boolean) =>
      Promise.all((['claim', 'renew'] as const).map((type) => holding(what, type, isLonger)));
    await expectTries({
      refused: await bothWays('a name that goes on for longer', true),
      accepted: await bothWays('one that goes on for as long', false),
    });
  });

  it('reads which name another has claimed', async () => {
    const [owner, name] = [newUser(), newName()];
    await seedHolder(owner, aHolder(name));
    await expectTries({
      refused: [
        ...[host, { uid: '!' }, { uid: '~' }, nobody].map((by) => gets(by, `${HOLDERS}/${owner.uid}`)),
        gets(owner, HOLDERS),
        findsByName(owner, HOLDERS, owner.uid),
      ],
      accepted: [gets(owner, `${HOLDERS}/${owner.uid}`)],
    });
  });

  it('gets a name beside another who claims it at the same moment', async () => {
    const name = newName();
    const people = Array.from({ length: 8 }, newUser);
    const outcomes = await Promise.all(people.map((by) => claimed(by, name)));
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
  });
});

function named(text: string): NewName {
  const name = parsePersonName(text);
  return { name, nameId: foldPersonName(name) };
}

async function taken(by: User): Promise<NewName> {
  const name = newName();
  await seedName(name, aName(name, by));
  return name;
}
