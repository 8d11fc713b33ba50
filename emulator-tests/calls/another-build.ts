/** A person whose browser has the pages of another build, while everything else comes from the suite. */
import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Route } from 'playwright-core';
import type { Person } from './person.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** @returns the paths that the browser asks for, as it does */
export async function useAnotherBuild({ context }: Person, dist: string): Promise<readonly string[]> {
  const { origin } = new URL(process.env.PARLEY_ORIGIN ?? 'http://localhost:5000');
  const asked: string[] = [];
  // What a test serves itself has no address, and Chromium keeps pages from elsewhere away from this machine's.
  await context.grantPermissions(['camera', 'microphone', 'local-network-access'], { origin });
  await context.route(`${origin}/**`, (route) => {
    asked.push(new URL(route.request().url()).pathname);
    return serve(dist, route);
  });
  return asked;
}

/** Serves what that build's Hosting would, and leaves the rest to the suite. */
async function serve(dist: string, route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url());
  if (pathname.startsWith('/__/') || pathname.startsWith('/api/')) return route.continue();
  const named = join(dist, pathname);
  const isFile = statSync(named, { throwIfNoEntry: false })?.isFile() === true;
  const file = isFile ? named : join(dist, 'index.html');
  await route.fulfill({
    body: readFileSync(file),
    contentType: TYPES[extname(file)] ?? 'application/octet-stream',
  });
}
