/** A user who is kept by a link in an e-mail, by the application's own adapter, against the auth emulator. */
import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { linkSentTo } from '../calls/sign-in-mail.ts';
import { createPerson } from './person.ts';

async function somebody() {
  const person = await createPerson();
  onTestFinished(() => person.close());
  return { ...person, account: await person.identity.account(new AbortController().signal) };
}

type Somebody = Awaited<ReturnType<typeof somebody>>;

const newAddress = () => `ada-${randomBytes(8).toString('hex')}@example.org`;

async function askForLink({ account }: Somebody, address: string): Promise<string> {
  await account.sendLink(address, 'http://127.0.0.1:5002/?for=keep');
  return linkSentTo(address);
}

it('is kept, and comes back elsewhere', async () => {
  const [ada, phone, address] = [await somebody(), await somebody(), newAddress()];
  await ada.account.keep(address, await askForLink(ada, address));
  expect([ada.identity.uid, ada.account.address]).toEqual([ada.uid, address]);
  await phone.account.comeBack(address, await askForLink(phone, address));
  expect(phone.identity.uid).toBe(ada.uid);
});

it('stays whom they were where nobody is kept by the address, which stays free', async () => {
  const [ada, other, address] = [await somebody(), await somebody(), newAddress()];
  await other.account.comeBack(address, await askForLink(other, address));
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
