import { expect, it } from 'vitest';
import { connectEarly } from './early-connections.ts';

it('A browser is told of each server, and whether it is asked with what it knows of this one', () => {
  const page = document.implementation.createHTMLDocument();
  connectEarly(
    [
      { origin: 'https://one.example', credentials: 'omit' },
      { origin: 'https://one.example', credentials: 'include' },
    ],
    page,
  );
  const links = [...page.head.querySelectorAll('link')];
  expect(links.map(({ rel, href, crossOrigin }) => ({ rel, href, crossOrigin }))).toEqual([
    { rel: 'preconnect', href: 'https://one.example/', crossOrigin: 'anonymous' },
    { rel: 'preconnect', href: 'https://one.example/', crossOrigin: 'use-credentials' },
  ]);
});
