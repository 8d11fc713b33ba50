/** A user who is kept by a link in an e-mail, by the application's own adapter, against the auth emulator. */
import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { isNamed } from '../../call/src/people/held-name.ts';
import type { GoogleProof } from '../../call/src/ports/account.ts';
import {
  foldPersonName,
  type PersonName,
  parsePersonName,
  SESSION_KEY_BYTES,
} from '../../protocol/src/index.ts';
import { linkSentTo } from '../calls/sign-in-mail.ts';
import { createPerson } from './person.ts';

async function somebody() {
  const person = await createPerson();
  onTestFinished(() => person.close());
  return { ...person, account: await person.identity.account(new AbortController().signal) };
}

type Somebody = Awaited<ReturnType<typeof somebody>>;

const { signal } = new AbortController();
const isMeant = async () => true;

const newName = (of: string) => parsePersonName(`${of}-${randomBytes(6).toString('hex')}`);

async function claim({ people, uid }: Somebody, name: PersonName): Promise<void> {
  const keys = new Uint8Array(SESSION_KEY_BYTES).fill(4);
  expect(await people.countName(uid, foldPersonName(name), signal)).toBe(true);
  await people.changeName(uid, { type: 'claim', name, keys, left: null, now: Date.now() }, signal);
}

/** As the site asks: of whoever is signed in by then. */
const asking =
  ({ people, clock }: Somebody, name: PersonName) =>
  (uid: string) =>
    isNamed({ store: people, uid, now: () => clock.now() }, name, signal);

const newAddress = () => `ada-${randomBytes(8).toString('hex')}@example.org`;

async function askForLink({ account }: Somebody, address: string): Promise<string> {
  await account.sendLink(address, 'http://127.0.0.1:5002/?for=keep');
  return linkSentTo(address);
}

it('is kept, and comes back elsewhere', async () => {
  const [ada, phone, address] = [await somebody(), await somebody(), newAddress()];
  await ada.account.keep(address, await askForLink(ada, address));
  expect([ada.identity.uid, ada.account.address]).toEqual([ada.uid, address]);
  await phone.account.comeBack(address, await askForLink(phone, address), isMeant);
  expect(phone.identity.uid).toBe(ada.uid);
});

it('stays whom they were where nobody is kept by the address, which stays free', async () => {
  const [ada, other, address] = [await somebody(), await somebody(), newAddress()];
  await other.account.comeBack(address, await askForLink(other, address), isMeant);
  expect([other.identity.uid, other.account.address]).toEqual([other.uid, null]);
  expect(await other.identity.signIn(new AbortController().signal)).toBe(other.uid);
  await ada.account.keep(address, await askForLink(ada, address));
  expect([ada.identity.uid, ada.account.address]).toEqual([ada.uid, address]);
});

it('is told that they are kept already, and that an address is another’s', async () => {
  const [ada, other, address, second] = [await somebody(), await somebody(), newAddress(), newAddress()];
  await ada.account.keep(address, await askForLink(ada, address));
  const keepAgain = ada.account.keep(second, await askForLink(ada, second));
  await expect(keepAgain).rejects.toMatchObject({ code: 'kept-already' });
  const keepOthers = other.account.keep(address, await askForLink(other, address));
  await expect(keepOthers).rejects.toMatchObject({ code: 'address-taken' });
});

/** As the auth emulator takes it of Google: unsigned. */
const googleToken = (address: string): GoogleProof => ({
  idToken: JSON.stringify({ sub: `google-${address}`, email: address, email_verified: true }),
  rawNonce: 'of-this-question',
});

it('is kept by Google, and comes back elsewhere', async () => {
  const [ada, phone, address] = [await somebody(), await somebody(), newAddress()];
  await ada.account.keepByGoogle(googleToken(address));
  expect([ada.identity.uid, ada.account.address]).toEqual([ada.uid, address]);
  await phone.account.comeBackByGoogle(googleToken(address), isMeant);
  expect(phone.identity.uid).toBe(ada.uid);
});

it('stays whom they were where Google keeps nobody, or nobody who has a name, and the account stays free where it was', async () => {
  const [ada, other, address] = [await somebody(), await somebody(), newAddress()];
  await other.account.comeBackByGoogle(googleToken(address), isMeant);
  expect([other.identity.uid, other.account.address]).toEqual([other.uid, null]);
  await ada.account.keepByGoogle(googleToken(address));
  expect(ada.identity.uid).toBe(ada.uid);
  const asked: string[] = [];
  await other.account.comeBackByGoogle(googleToken(address), async (uid) => {
    asked.push(uid);
    return false;
  });
  expect([other.identity.uid, asked]).toEqual([other.uid, [ada.uid]]);
  const failing = other.account.comeBackByGoogle(googleToken(address), () =>
    Promise.reject(new Error('lost')),
  );
  await expect(failing).rejects.toThrow('lost');
  expect(other.identity.uid).toBe(other.uid);
});

it('is told that an account of Google’s is another’s, and that somebody signed up with its address before', async () => {
  const [ada, other, squatter] = [await somebody(), await somebody(), await somebody()];
  const [address, taken] = [newAddress(), newAddress()];
  await ada.account.keepByGoogle(googleToken(address));
  const keepOthers = other.account.keepByGoogle(googleToken(address));
  await expect(keepOthers).rejects.toMatchObject({ code: 'address-taken' });
  await squatter.account.keep(taken, await askForLink(squatter, taken));
  const keepTaken = other.account.keepByGoogle(googleToken(taken));
  await expect(keepTaken).rejects.toMatchObject({ code: 'address-taken' });
  expect([other.identity.uid, other.account.address]).toEqual([other.uid, null]);
});

/** With a password, and no proof that it is theirs. @param idToken of whom gets the address; undefined: a new user does */
async function signUpWith(address: string, idToken?: string): Promise<void> {
  const auth = process.env.FIREBASE_AUTH_EMULATOR_HOST ?? '127.0.0.1:9099';
  const url = `http://${auth}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=any`;
  const body = { email: address, password: 'of-somebody-else', returnSecureToken: true, idToken };
  const headers = { 'Content-Type': 'application/json' };
  const made = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(made.status).toBe(200);
}

it('is nobody whom somebody else made with the address of their Google account', async () => {
  const [ada, address] = [await somebody(), newAddress()];
  await signUpWith(address);
  // As the rules have it: an address that was not shown to be theirs gets no name.
  await ada.account.comeBackByGoogle(googleToken(address), async () => false);
  expect([ada.identity.uid, ada.account.address]).toEqual([ada.uid, null]);
});

it.each([
  [
    'an e-mail’s link',
    async (phone: Somebody, address: string, name: PersonName) =>
      phone.account.comeBack(address, await askForLink(phone, address), asking(phone, name)),
  ],
  [
    'Google',
    (phone: Somebody, address: string, name: PersonName) =>
      phone.account.comeBackByGoogle(googleToken(address), asking(phone, name)),
  ],
])(
  'comes back by %s to the name that they ask for, and to nobody who took another and then the address',
  async (_, comeBack) => {
    const [mallory, phone, address] = [await somebody(), await somebody(), newAddress()];
    const [ada, others] = [newName('ada'), newName('mallory')];
    await claim(mallory, others);
    await signUpWith(address, await mallory.identity.token());
    await comeBack(phone, address, ada);
    expect([phone.identity.uid, phone.account.address]).toEqual([phone.uid, null]);
    expect(await phone.identity.signIn(signal)).toBe(phone.uid);
    // The same, but for the name: as somebody's own.
    await comeBack(phone, address, others);
    expect(phone.identity.uid).toBe(mallory.uid);
  },
);
