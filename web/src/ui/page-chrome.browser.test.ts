import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import './global.css';
import { pageChrome } from './page-chrome.ts';

const FRAME = { title: 'Ada · Parley', glyph: 'connected', isStage: false } as const;
const { title } = document;

beforeEach(() => {
  const head = document.createRange().createContextualFragment(`
    <link rel="icon" href="/mark/tab-48.png" type="image/png">
    <link rel="icon" href="/mark/connected.svg" type="image/svg+xml">
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fefefe">
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#010101">`);
  const added = [...head.children];
  document.head.append(head);
  onTestFinished(() => {
    for (const element of added) element.remove();
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  pageChrome.show({ ...FRAME, title });
});

const icons = () =>
  [...document.querySelectorAll('link[rel="icon"]')].slice(-2).map((link) => link.getAttribute('href'));
const bars = () =>
  [...document.querySelectorAll('meta[name="theme-color"]')].map((bar) => bar.getAttribute('content'));

function look(isHidden: boolean) {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

test('The tab has the title and the halves of the page', () => {
  pageChrome.show({ ...FRAME, glyph: 'alone' });
  expect([document.title, icons()]).toEqual(['Ada · Parley', ['/mark/tab-48.png', '/mark/alone.svg']]);
});

test('On a stage the browser’s bars and the ground are dark in both schemes, and after it they are as before', () => {
  pageChrome.show({ ...FRAME, isStage: true });
  expect(bars()).toEqual(['#0b0d0c', '#0b0d0c']);
  expect(getComputedStyle(document.documentElement).backgroundColor).toBe('rgb(11, 13, 12)');
  pageChrome.show(FRAME);
  expect(bars()).toEqual(['#fefefe', '#010101']);
});

test('News stands in the title of a page that nobody looks at, until somebody does', () => {
  pageChrome.show(FRAME);
  look(true);
  pageChrome.tell('Ada is here');
  expect(document.title).toBe('Ada is here');
  pageChrome.show({ ...FRAME, title: 'Call · Parley' });
  expect(document.title).toBe('Ada is here');
  look(false);
  expect(document.title).toBe('Call · Parley');
});

test('Whoever looks at the page needs no news in its title', () => {
  pageChrome.show(FRAME);
  look(false);
  pageChrome.tell('Ada is here');
  look(true);
  expect(document.title).toBe('Ada · Parley');
});
