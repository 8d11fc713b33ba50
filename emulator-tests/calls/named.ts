/** Two people with names, who ring each other. */
import type { Browser } from 'playwright-core';
import { type Person, withPerson } from './person.ts';

let count = 0;

/** Two who have names that nobody else has, and can be rung. */
export function withNamed(
  browser: Browser,
  use: (grace: Person, ada: Person, names: Readonly<Record<'grace' | 'ada', string>>) => Promise<void>,
) {
  count += 1;
  const names = { grace: `grace-${Date.now()}-${count}`, ada: `ada.${Date.now()}.${count}` };
  return withPerson(browser, (grace) =>
    withPerson(browser, async (ada) => {
      await Promise.all([grace.takeName(names.grace), ada.takeName(names.ada)]);
      await use(grace, ada, names);
    }),
  );
}

/** The same name, as somebody would write it who wants to be taken for them. */
export const lookAlike = (name: string) =>
  name.replaceAll('a', 'A').replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('.', '-');

/** Of who rings, and of whom one rings. */
export const says = (person: Person, text: string) => person.ringSheet.getByText(text).first().waitFor();

export const press = (person: Person, name: string) =>
  person.ringSheet.getByRole('button', { name, exact: true }).click();
