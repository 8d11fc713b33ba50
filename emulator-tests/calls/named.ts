/** Two people with names, who ring each other. */
import type { Browser } from 'playwright-core';
import { type Person, type PersonOptions, withPerson } from './person.ts';

let count = 0;

/**
 * Two who have names that nobody else has, and can be rung.
 * @param browser or one for each of them: what either has opened is at hand for no other
 */
export function withNamed(
  browser: Browser | readonly [Browser, Browser],
  use: (grace: Person, ada: Person, names: Readonly<Record<'grace' | 'ada', string>>) => Promise<void>,
  options: PersonOptions = {},
) {
  count += 1;
  const names = { grace: `grace-${Date.now()}-${count}`, ada: `ada.${Date.now()}.${count}` };
  const [ofGrace, ofAda] = 'newContext' in browser ? [browser, browser] : browser;
  const useBoth = (grace: Person) =>
    withPerson(
      ofAda,
      async (ada) => {
        await Promise.all([grace.takeName(names.grace), ada.takeName(names.ada)]);
        await use(grace, ada, names);
      },
      options,
    );
  return withPerson(ofGrace, useBoth, options);
}

/** The same name, as somebody would write it who wants to be taken for them. */
export const lookAlike = (name: string) =>
  name.replaceAll('a', 'A').replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('.', '-');

/** Of who rings, and of whom one rings. */
export const says = (person: Person, text: string) => person.ringSheet.getByText(text).first().waitFor();

export const press = (person: Person, name: string) =>
  person.ringSheet.getByRole('button', { name, exact: true }).click();
