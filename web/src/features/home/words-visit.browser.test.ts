import { readSpokenWords, visitByWords } from '@parley/call';
import { expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { emptyMemory, knownCalls } from '../../memory/scenes.ts';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { CALL_ID } from '../../testing/call-scenes.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { ServiceScene } from '../../testing/service-scene.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { spokenProblem, typedWordsWords } from '../../words/spoken.ts';
import './home-page.ts';
import './join-form.ts';

const field = page.getByRole('textbox');
const status = page.getByRole('status');

/** Somebody who reads words out, and the field that they can be typed into, in another browser. */
async function readOut() {
  const scene = new ServiceScene();
  const lifetime = new AbortController();
  onTestFinished(() => lifetime.abort());
  const { host, words } = await scene.readWordsOut(CALL_ID, lifetime.signal);
  const form = await mount('parley-join-form', { connect: () => scene.connect('guest-user'), name: 'Ada' });
  return { scene, host, words, form };
}

test('Whoever types the words, in any shape, is seen by the host, and goes to the call when let in', async () => {
  const { host, words } = await readOut();
  const events = recordEvents('join-call-requested');
  await field.fill(`  ${words.join(', ').toUpperCase()} `);
  await userEvent.keyboard('{Enter}');
  await expect.element(status).toHaveTextContent(typedWordsWords().rung);
  expect(host.visitor.value).toMatchObject({ uid: 'guest-user', name: 'Ada' });
  await host.reply({ answer: 'one-moment', word: 'The kettle' });
  await expect
    .element(status)
    .toHaveTextContent('They have seen you. It takes a moment. The host says: “The kettle”');
  expect(events).toEqual([]);
  await host.admit();
  await expect.poll(() => events.map(({ address }) => address)).toEqual([{ id: CALL_ID }]);
});

test('A slip is told, the word that was meant is offered, and nothing is tried before it is chosen', async () => {
  const { host, words } = await readOut();
  const [first = '', ...others] = words;
  const slipped = `${first.slice(0, 2)}${first[1]}${first.slice(2)}`;
  await field.fill([slipped, ...others].join(' '));
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => status.element().textContent).toContain(`“${slipped}” is none of the words`);
  expect(host.visitor.value).toBeUndefined();
  await page.getByRole('button', { name: `${first}?`, exact: true }).click();
  await expect.element(field).toHaveValue(words.join(' '));
  await expect.element(status).toHaveTextContent(typedWordsWords().rung);
  await expect.poll(focusedElement).toBe(field.element());
});

test('Pressing twice is pressing once', async () => {
  const { host, words } = await readOut();
  await field.fill(words.join(' '));
  await userEvent.keyboard('{Enter}{Enter}');
  await expect.element(status).toHaveTextContent(typedWordsWords().rung);
  await expect.poll(() => host.visitor.value?.uid).toBe('guest-user');
  await userEvent.keyboard('{Enter}');
  // Another visit would not hear what is said to this one.
  await host.reply({ answer: 'declined', word: '' });
  await expect.element(status).toHaveTextContent(typedWordsWords().declined);
});

test('Whoever has typed them in another tab since is told so, and waits here again by pressing once more', async () => {
  const { scene, host, words } = await readOut();
  const isAtDoor = (name: string) =>
    expect.poll(() => host.visitor.value?.name, { timeout: 10_000 }).toBe(name);
  await field.fill(words.join(' '));
  await userEvent.keyboard('{Enter}');
  await isAtDoor('Ada');
  const other = new AbortController();
  onTestFinished(() => other.abort());
  const services = () => scene.connect('guest-user');
  visitByWords({ words, name: 'Ada elsewhere', services, signal: other.signal });
  await isAtDoor('Ada elsewhere');
  await expect.element(status).toHaveTextContent(typedWordsWords().elsewhere);
  await userEvent.keyboard('{Enter}');
  await isAtDoor('Ada');
});

test('Wrong words are told, and the next try is another', async () => {
  const { words } = await readOut();
  const wrong = [...words.slice(0, 3), words[3] === 'abacus' ? 'zoom' : 'abacus'];
  await field.fill(wrong.join(' '));
  await userEvent.keyboard('{Enter}');
  await expect.element(status).toHaveTextContent(typedWordsWords().nowhere);
  await field.fill('a');
  await expect.element(status).toHaveTextContent('');
  await field.fill(words.join(' '));
  await userEvent.keyboard('{Enter}');
  await expect.element(status).toHaveTextContent(typedWordsWords().rung);
});

test('Whoever types something else goes away from the door, and so does a page that is closed', async () => {
  const { host, words, form } = await readOut();
  const rings = async () => {
    await field.fill(words.join(' '));
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => host.visitor.value?.name, { timeout: 10_000 }).toBe('Ada');
  };
  await rings();
  await field.fill('a');
  await expect.poll(() => host.visitor.value).toBeUndefined();
  await rings();
  form.remove();
  await expect.poll(() => host.visitor.value).toBeUndefined();
});

test('A host who has stopped, and one who says not now, are told of', async () => {
  const { host, words } = await readOut();
  await field.fill(words.join(' '));
  await userEvent.keyboard('{Enter}');
  await expect.element(status).toHaveTextContent(typedWordsWords().rung);
  await host.reply({ answer: 'declined', word: '' });
  await expect.element(status).toHaveTextContent(typedWordsWords().declined);
  host.stop();
  await userEvent.keyboard('{Enter}');
  await expect.element(status).toHaveTextContent(typedWordsWords().nowhere);
});

test('What keeps words from being tried is told', async () => {
  const { scene, words } = await readOut();
  scene.failure = 'signaling-unreachable';
  await field.fill(words.join(' '));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(callErrorMessage('signaling-unreachable').title)).toBeVisible();
});

test('Words with full stops between them are faulted at no letter while they are typed, and are tried', async () => {
  const { host, words } = await readOut();
  await field.click();
  for (const part of words.join('.').split(/(?<=\.)/)) {
    await userEvent.keyboard(part);
    await expect.element(field).toHaveAttribute('aria-invalid', 'false');
  }
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => host.visitor.value?.name, { timeout: 10_000 }).toBe('Ada');
});

test('Fewer words than four are faulted when one has finished, and more at once', async () => {
  await readOut();
  await field.click();
  await userEvent.keyboard('sunshine');
  await expect.element(field).toHaveAttribute('aria-invalid', 'false');
  await userEvent.tab();
  await expect.element(page.getByText(spokenProblem('too-few-words'))).toBeVisible();
  await field.fill('five of them in all');
  await expect.element(page.getByText(spokenProblem('too-many-words'))).toBeVisible();
  expect(readSpokenWords('five of them in all')).toEqual({ problem: 'too-many-words' });
});

test.each(SCHEMES)('A slip has no accessibility violations in %s', async (scheme) => {
  const { connect } = new ServiceScene();
  // On a phone the field is folded.
  const { innerWidth, innerHeight } = window;
  await page.viewport(1280, 800);
  onTestFinished(() => page.viewport(innerWidth, innerHeight));
  await mount('parley-home-page', { connect, known: knownCalls(), memory: emptyMemory() });
  await field.fill('kinshp zoom childless abacus');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('button', { name: 'kinship?', exact: true })).toBeVisible();
  expect(await findViolations(scheme)).toEqual([]);
});
