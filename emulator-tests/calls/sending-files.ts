/** What people do with files in a call, in Chromium. */
import { expect } from 'vitest';
import { PATIENCE_MS, type Person } from './person.ts';

export async function openChat({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: /^Chat/ }).click();
  await page.getByRole('button', { name: 'Send a file' }).waitFor();
}

/** Something of that name, or whatever lies at that path. */
export async function offer(
  { page }: Person,
  file: string | { name: string; buffer: Buffer },
): Promise<void> {
  const chosen = typeof file === 'string' ? file : { ...file, mimeType: 'application/octet-stream' };
  await page.locator('parley-file-list input[type=file]').setInputFiles(chosen);
}

export function cardOf({ page }: Person, name: string) {
  return page.locator('parley-file-card').filter({ hasText: name });
}

export async function accept(person: Person, name: string): Promise<void> {
  await cardOf(person, name).getByRole('button', { name: 'Accept' }).click();
}

/** Once it is there. @returns where the browser's downloads have it */
export async function save(person: Person, name: string, patienceMs = 3 * PATIENCE_MS): Promise<string> {
  const button = cardOf(person, name).getByRole('button', { name: 'Save' });
  await button.waitFor({ timeout: patienceMs });
  const downloaded = person.page.waitForEvent('download', { timeout: patienceMs });
  const [download] = await Promise.all([downloaded, button.click()]);
  expect(download.suggestedFilename()).toBe(name);
  return download.path();
}
