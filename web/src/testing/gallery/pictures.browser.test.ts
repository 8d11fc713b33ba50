/**
 * The looks of the main states, against pictures of them: what slips, vanishes or changes its colour is seen here first. After a change
 * that is meant, delete them, draw them anew by `npm run browser -- web/src/testing/gallery/pictures.browser.test.ts -u`, and look at what
 * has changed. (Without deleting, only what fails is drawn anew.)
 */
import { ContextProvider } from '@lit/context';
import { afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { clockContext } from '../../ui/clock-context.ts';
import { NOW } from '../call-scenes.ts';
import { slugOf } from './gallery-scene.ts';
import { GALLERY } from './gallery-scenes.ts';
import { picturesCome, videosIn } from './pictures-come.ts';

// A page that nobody has touched makes no sound, and promises none.
beforeAll(() => userEvent.keyboard('a'));
afterEach(() => page.viewport(1280, 800));

interface Look {
  /** As it stands in the name of the picture. */
  readonly name: string;
  readonly size: readonly [width: number, height: number];
  /** Default: the light one. */
  readonly scheme?: 'dark';
  readonly forcedColors?: 'active';
  /** How large text is; default: as it comes. */
  readonly text?: '200%';
  readonly direction?: 'rtl';
}

const LAPTOP: Look = { name: '1280', size: [1280, 800] };
const PHONE: Look = { name: '390', size: [390, 844] };
const ON_ITS_SIDE: Look = { name: '844', size: [844, 390] };
const DARK: Look = { ...LAPTOP, name: '1280-dark', scheme: 'dark' };
const NARROW: Look = { name: '320', size: [320, 568] };
const LARGE_TEXT: Look = { ...PHONE, name: '390-large-text', text: '200%' };
const FROM_THE_RIGHT: Look = { ...LAPTOP, name: '1280-from-the-right', direction: 'rtl' };
const FORCED: Look = { ...LAPTOP, name: '1280-forced', forcedColors: 'active' };

const PICTURES: readonly (readonly [string, ...Look[]])[] = [
  ['home-home-for-the-first-time', LAPTOP, PHONE, DARK, FORCED],
  ['home-home-with-calls', LAPTOP],
  ['lobby-the-lobby-of-an-empty-call', LAPTOP, PHONE, DARK],
  ['lobby-the-lobby-of-a-call-with-somebody-in-it', LAPTOP, PHONE, FROM_THE_RIGHT],
  ['lobby-the-lobby-of-a-call-with-somebody-without-a-name', PHONE],
  ['call-the-call-before-anybody-came', PHONE, ON_ITS_SIDE, LARGE_TEXT],
  ['call-the-call-before-anybody-came-with-the-camera-off', NARROW],
  ['call-the-call-with-both', LAPTOP, PHONE, ON_ITS_SIDE],
  ['call-the-call-with-a-shared-screen', LAPTOP, PHONE, ON_ITS_SIDE],
  ['call-the-call-with-people-at-the-door', LAPTOP, PHONE],
  ['call-the-call-with-both-and-people-at-the-door', PHONE, ON_ITS_SIDE],
  ['call-the-call-with-both-and-somebody-who-was-asked-for-a-moment', PHONE],
  ['call-the-call-with-a-screen-of-one-s-own', PHONE],
  ['call-the-call-in-which-both-share-a-screen', LAPTOP, PHONE, LARGE_TEXT],
  ['call-the-call-while-reconnecting', PHONE],
  ['call-the-call-without-a-route', PHONE],
  ['menus-what-is-done-seldom', PHONE],
  ['menus-microphone-and-speaker-in-the-call', LAPTOP],
  ['chat-a-chat-with-somebody-else', LAPTOP, PHONE],
  ['after-a-call-that-was-left', LAPTOP],
  ['after-a-talk-of-two', LAPTOP, PHONE],
  ['after-a-booked-call-with-a-way-on', LAPTOP, PHONE],
  ['schedule-scheduling', LAPTOP, PHONE, DARK],
  ['schedule-a-scheduled-call', LAPTOP],
  ['elsewhere-an-address-that-is-nowhere', LAPTOP],
  ['connection-a-link-that-is-weak-on-one-s-own-side', PHONE],
  ['dialogs-keys-and-sounds', PHONE],
];

/** Nothing moves, and all text is in the font that comes along: another machine has others. */
const STILL = {
  '--font-text': '"Funnel Display Variable"',
  '--font-code': '"Funnel Display Variable"',
  '--duration-quick': '0ms',
  '--duration-calm': '0ms',
  '--duration-pulse': '0ms',
  '--duration-close': '0ms',
};

/** The same Chromium draws the same pixels, smoothed edges left aside: a digit that changes is 45 of them (decision 229). */
const MISMATCHED = 8;
/** What a video shows it scales in one way or another: 68 pixels along its edges were seen to differ, of a picture that is dimmed. */
const MISMATCHED_WITH_VIDEO = 250;

const isForced = (value: 'active' | 'none') =>
  cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });

/** Links on the page lead to where the tests are served, whose port is another where that is taken. */
function nameSite(root: ParentNode): void {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode())
    if (text.nodeValue?.includes(location.host) === true)
      text.nodeValue = text.nodeValue.replaceAll(location.host, 'parley.example');
  for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot !== null) nameSite(shadowRoot);
}

test.each(PICTURES.flatMap(([slug, ...looks]) => looks.map((look) => [slug, look.name, look] as const)))(
  '%s looks as it should, in %s',
  async (slug, name, { size: [width, height], scheme = 'light', forcedColors, text, direction }) => {
    const scene = GALLERY.find((each) => slugOf(each) === slug);
    if (scene === undefined) throw new Error(`There is no scene ${slug}`);
    await page.viewport(width, height);
    // Where a test before has left the pointer, something would look pressed.
    await userEvent.hover(document.documentElement, { position: { x: 0, y: 0 }, force: true });
    const { style } = document.documentElement;
    for (const [property, value] of Object.entries(STILL)) style.setProperty(property, value);
    style.colorScheme = scheme;
    style.fontSize = text ?? '';
    document.documentElement.dir = direction ?? 'ltr';
    if (forcedColors !== undefined) await isForced(forcedColors);
    const application = document.createElement('div');
    new ContextProvider(application, { context: clockContext, initialValue: () => NOW });
    const element = scene.create();
    application.append(element);
    document.body.append(application);
    onTestFinished(async () => {
      application.remove();
      for (const name of ['style', 'dir']) document.documentElement.removeAttribute(name);
      if (forcedColors !== undefined) await isForced('none');
    });
    await document.fonts.load('600 1rem "Funnel Display Variable"');
    await picturesCome(element);
    scene.arrange?.(element);
    nameSite(application);
    const allowedMismatchedPixels = videosIn(application).length > 0 ? MISMATCHED_WITH_VIDEO : MISMATCHED;
    // Whoever compares takes pictures until two are alike.
    await expect(page).toMatchScreenshot(`${slug}-${name}`, {
      comparatorName: 'pixelmatch',
      comparatorOptions: { threshold: 0.05, allowedMismatchedPixels },
    });
  },
);
