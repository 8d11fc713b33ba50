/** Whoever rings, or is rung, and loses the database meanwhile. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { press, says, withNamed } from './named.ts';
import { type Person, seeAndHearEachOther } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it('who answers without it is answering until it is back, and then in the call', () =>
  withNamed(browser, async (grace, ada, names) => {
    await grace.ring(names.ada);
    await says(grace, `It rings at ${names.ada}…`);
    await says(ada, `${names.grace} is ringing you`);
    await ada.context.setOffline(true);
    await press(ada, 'Answer');
    await says(ada, 'Answering…');
    await ada.context.setOffline(false);
    await seeAndHearEachOther(grace, ada);
    expect(await ada.ringSheet.getByText(/ringing|cannot reach/).count()).toBe(0);
  }));

it('who rings hears an answer that came meanwhile when it is back, and who waits for them is told for whom', () =>
  withNamed(browser, async (grace, ada, names) => {
    await answeredUnheard(grace, ada, names.ada);
    const isSaid = () => ada.page.getByText(`${names.grace} is not here yet`).first().waitFor();
    await isSaid();
    await ada.page.getByText('They may not have heard yet that you have answered').waitFor();
    await ada.page.reload();
    await isSaid();
    await grace.context.setOffline(false);
    await seeAndHearEachOther(grace, ada);
    // From now on whoever is alone has been left.
    await grace.leave();
    const hasLeft = ada.page.getByText(/(has|have) left the call$/).first();
    await hasLeft.waitFor();
  }));

it('who stops ringing as it is answered learns of it when it is back, and finds them with one press', () =>
  withNamed(browser, async (grace, ada, names) => {
    await answeredUnheard(grace, ada, names.ada);
    await press(grace, 'Stop ringing');
    await says(grace, `You have stopped ringing ${names.ada}.`);
    await grace.context.setOffline(false);
    await says(grace, `${names.ada} had answered before you stopped`);
    await press(grace, 'Ring again');
    await seeAndHearEachOther(grace, ada);
  }));

it('who cannot ring at all is told why, and rings with one press when it is back', () =>
  withNamed(browser, async (grace, ada, names) => {
    await grace.context.setOffline(true);
    await grace.ring(names.ada);
    await says(grace, 'Parley cannot reach its server');
    await grace.context.setOffline(false);
    await press(grace, 'Ring again');
    await says(ada, `${names.grace} is ringing you`);
    await press(ada, 'Decline');
    await says(grace, `${names.ada} declined.`);
  }));

/** Who rings has lost the database when the answer comes. */
async function answeredUnheard(caller: Person, callee: Person, name: string): Promise<void> {
  await caller.ring(name);
  await says(caller, `It rings at ${name}…`);
  await caller.context.setOffline(true);
  await press(callee, 'Answer');
  await callee.isIn('waiting');
}
