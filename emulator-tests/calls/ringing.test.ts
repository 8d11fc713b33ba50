/** Two people with names, who ring each other: each outcome as both see it. */
import { RING_MS } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { lookAlike, press, says, withNamed } from './named.ts';
import { PATIENCE_MS, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it('who answers is in the call at once, and with whom one talks is busy for others', () =>
  withNamed(browser, async (grace, ada, names) => {
    await grace.ring(lookAlike(names.ada));
    await says(grace, `It rings at ${lookAlike(names.ada)}…`);
    await says(ada, `${names.grace} is ringing you`);
    await says(ada, 'You have not talked with them in this browser.');
    await press(ada, 'Answer without camera');
    await Promise.all([grace.isIn('connected'), ada.isIn('connected')]);
    await ada.seesAndHears();
    await withPerson(browser, async (alan) => {
      await alan.takeName(`alan-${Date.now()}`);
      await alan.ring(names.ada);
      await says(alan, `${names.ada} is in a call.`);
      await says(alan, 'Send a link instead');
    });
  }));

it('whoever declines says why, and whoever gives up is called back', () =>
  withNamed(browser, async (grace, ada, names) => {
    await grace.ring(names.ada);
    await ada.ringSheet.getByLabel('A word to them').fill('After lunch');
    await press(ada, 'Decline');
    await says(grace, `${names.ada} declined.`);
    await says(grace, 'They say: “After lunch”');
    await press(grace, 'Ring again');
    await says(ada, `${names.grace} is ringing you`);
    // A page that is loaded while it rings, rings.
    await ada.page.reload();
    await says(ada, `${names.grace} is ringing you`);
    await press(grace, 'Stop ringing');
    await says(grace, `You have stopped ringing ${names.ada}.`);
    await ada.ringSheet.getByText('is ringing you').waitFor({ state: 'detached' });
    await ada.page.getByText(/^People/).click();
    await ada.page.getByText('You missed them').waitFor();
    await ada.page.getByRole('button', { name: `Call back ${names.grace}` }).click();
    await press(grace, 'Answer');
    await seeAndHearEachOther(grace, ada);
  }));

it('all tabs ring, and one answers; a tab that is closed rings nobody any more', () =>
  withNamed(browser, async (grace, ada, names) => {
    const second = await ada.openTab();
    await second.page.goto('/');
    await grace.ring(names.ada);
    await Promise.all([ada, second].map((tab) => says(tab, `${names.grace} is ringing you`)));
    await grace.page.goto('about:blank');
    await Promise.all(
      [ada, second].map((tab) => tab.ringSheet.getByText('is ringing you').waitFor({ state: 'detached' })),
    );
    await grace.openPeople();
    await grace.ring(names.ada);
    await Promise.all([ada, second].map((tab) => says(tab, `${names.grace} is ringing you`)));
    await press(second, 'Answer');
    await ada.ringSheet.getByText('is ringing you').waitFor({ state: 'detached' });
    await seeAndHearEachOther(grace, second);
    second.assertNoErrors();
  }));

it('who rings and loads the page anew rings nobody any more, and can ring again', () =>
  withNamed(browser, async (grace, ada, names) => {
    const ringing = ada.ringSheet.getByText('is ringing you');
    await grace.ring(names.ada);
    await says(ada, `${names.grace} is ringing you`);
    await grace.page.reload();
    await ringing.waitFor({ state: 'detached' });
    expect(await grace.ringSheet.getByText('It rings at').count()).toBe(0);
    await grace.openPeople();
    await grace.ring(names.ada);
    await press(ada, 'Answer');
    await seeAndHearEachOther(grace, ada);
  }));

it('who rings from another tab is told on the first that it has stopped there', () =>
  withNamed(browser, async (grace, ada, names) => {
    const second = await grace.openTab();
    await second.openPeople();
    await grace.ring(names.ada);
    await says(grace, `It rings at ${names.ada}…`);
    await second.ring(names.ada);
    await says(grace, `You have stopped ringing ${names.ada}.`);
    await says(second, `It rings at ${names.ada}…`);
    await press(ada, 'Answer');
    await seeAndHearEachOther(second, ada);
    second.assertNoErrors();
  }));

it('two who ring each other at the same moment are in one call', () =>
  withNamed(browser, async (grace, ada, names) => {
    await Promise.all([grace.ring(names.ada), ada.ring(names.grace)]);
    await seeAndHearEachOther(grace, ada);
    expect(new URL(grace.page.url()).hash).toBe(new URL(ada.page.url()).hash);
  }));

it('who does not answer has missed who rang, and calls back; whom nobody can reach, and what nobody is called, is said as it is', async () => {
  // Each takes a time of its own: one goes on beside the other.
  await Promise.all([goUnanswered(), reachNobody()]);
});

const goUnanswered = () =>
  withNamed(browser, async (grace, ada, names) => {
    const pressedAt = performance.now();
    await grace.ring(names.ada);
    await says(ada, `${names.grace} is ringing you`);
    await says(grace, `It rings at ${names.ada}…`);
    const noAnswer = grace.ringSheet.getByText(`${names.ada} did not answer.`);
    await noAnswer.waitFor({ timeout: RING_MS + PATIENCE_MS });
    expect(performance.now() - pressedAt).toBeGreaterThan(RING_MS);
    await says(grace, 'Send a link instead');
    await ada.ringSheet.getByText('is ringing you').waitFor({ state: 'detached' });
    await ada.page.getByText('You missed them').waitFor();
    await ada.page.getByRole('button', { name: `Call back ${names.grace}` }).click();
    await press(grace, 'Answer');
    await seeAndHearEachOther(grace, ada);
  });

const reachNobody = () =>
  withNamed(browser, async (grace, ada, names) => {
    await ada.page.getByLabel('this device rings for').selectOption('known');
    await grace.ring(names.ada);
    await says(grace, `${names.ada} cannot be reached by name at the moment.`);
    await press(grace, 'Close');
    await grace.ring(`nobody-${Date.now()}`);
    await says(grace, 'Nobody has this name');
    await press(grace, 'Send a link instead');
    await grace.page.waitForURL(/\/call#/);
  });
