import { expect, onTestFinished, test, vi } from 'vitest';
import { followInApp } from './in-app-links.ts';

/** Clicks a link with these attributes. @returns where the application is led to, and whether the browser goes itself */
function click(attributes: Readonly<Record<string, string>>, init: MouseEventInit = {}) {
  const host = document.createElement('div');
  const link = document.createElement('a');
  for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
  // As in our components: the link is inside a shadow root, and something inside the link is clicked.
  host.attachShadow({ mode: 'open' }).append(link);
  const inner = link.appendChild(document.createElement('span'));
  document.body.append(host);
  onTestFinished(() => host.remove());
  const navigate = vi.fn();
  let isLeftToBrowser = true;
  host.addEventListener('click', (event) => {
    followInApp(event, navigate);
    isLeftToBrowser = !event.defaultPrevented;
    // The test's own page must stay.
    event.preventDefault();
  });
  inner.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ...init }));
  return { paths: navigate.mock.calls.flat(), isLeftToBrowser };
}

test.each(['/', '/schedule', '/call#7k3md-2p9xw-q4zt8-b1hvn', '/schedule?x=1#y'])(
  'A link to %s is followed within the application',
  (href) => {
    expect(click({ href })).toEqual({ paths: [href], isLeftToBrowser: false });
  },
);

test.each([
  ['another site', { href: 'https://calendar.example/' }, {}],
  ['a file', { href: '/schedule', download: 'call.ics' }, {}],
  ['a file in memory', { href: `blob:${location.origin}/x` }, {}],
  ['a mail', { href: 'mailto:ada@parley.example' }, {}],
  ['another tab', { href: '/schedule', target: '_blank' }, {}],
  ['another tab, by the keyboard', { href: '/schedule' }, { ctrlKey: true }],
  ['another window', { href: '/schedule' }, { shiftKey: true }],
  ['another tab, by the wheel', { href: '/schedule' }, { button: 1 }],
])('A link to %s is left to the browser', (_, attributes, init) => {
  expect(click(attributes, init)).toEqual({ paths: [], isLeftToBrowser: true });
});
