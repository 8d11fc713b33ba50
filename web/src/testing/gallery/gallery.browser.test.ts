import { expect, onTestFinished, test } from 'vitest';
import '../../ui/global.css';
import { slugOf } from './gallery-scene.ts';
import { GALLERY } from './gallery-scenes.ts';

const SOURCES = import.meta.glob<string>(['../../{app,features,ui}/**/*.ts', '!../../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** It is what the pages stand in, and looks like the one that it shows. */
const NOT_SHOWN = ['parley-app', 'parley-call-visit'];

function elementNames(): string[] {
  const names = Object.values(SOURCES).flatMap((source) =>
    [...source.matchAll(/@customElement\('([^']+)'\)/g)].map(([, name = '']) => name),
  );
  return [...new Set(names)].filter((name) => !NOT_SHOWN.includes(name)).sort();
}

function namesWithin(root: ParentNode): string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element.localName,
    ...(element.shadowRoot == null ? [] : namesWithin(element.shadowRoot)),
  ]);
}

// All scenes at once are drawn as slowly as a busy machine draws.
test('The gallery has every element', { timeout: 240_000 }, async () => {
  expect(elementNames().length).toBeGreaterThan(40);
  const seen = new Set<string>();
  const missing = () => elementNames().filter((name) => !seen.has(name));
  const shown = GALLERY.map((scene) => {
    const element = scene.create();
    document.body.append(element);
    onTestFinished(() => element.remove());
    return { scene, element };
  });
  // By the next frame all of them are drawn.
  await new Promise(requestAnimationFrame);
  for (const { scene, element } of shown) {
    if (scene.arrange === undefined) continue;
    scene.arrange(element);
    // One popover closes another, which would close this one before it is drawn.
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    for (const name of namesWithin(element)) seen.add(name);
  }
  // Some come with the next drawing, and some are loaded late.
  await expect
    .poll(() => {
      for (const name of namesWithin(document.body)) seen.add(name);
      return missing();
    })
    .toEqual([]);
});

test('Every scene has an address of its own', () => {
  const slugs = GALLERY.map(slugOf);
  expect(new Set(slugs).size).toBe(slugs.length);
});

test('Each feature has scenes of its own, but for the page of a call, which shows what others have', () => {
  const featureOf = (path: string) => /\/features\/([^/]+)\//.exec(path)?.[1];
  const featuresOf = (paths: readonly string[]) =>
    new Set(paths.map(featureOf).filter((name) => name !== undefined));
  const features = featuresOf(Object.keys(SOURCES));
  expect(features.size).toBeGreaterThan(12);
  const withScenes = featuresOf(Object.keys(SOURCES).filter((path) => path.endsWith('/scenes.ts')));
  expect([...features].filter((name) => !withScenes.has(name))).toEqual(['call']);
});
