/**
 * The page behind `npm run gallery`. `?scene=` shows one scene alone, as a person would see it; `&text=2` with text twice as large,
 * `&dir=rtl` from right to left. Never built, never deployed.
 */
import { ContextProvider } from '@lit/context';
import type { LitElement } from 'lit';
import { clockContext } from '../../ui/clock-context.ts';
import { pageChrome } from '../../ui/page-chrome.ts';
import { NOW } from '../call-scenes.ts';
import { twoFrames } from '../two-frames.ts';
import { type GalleryScene, slugOf } from './gallery-scene.ts';
import { GALLERY } from './gallery-scenes.ts';
import { picturesCome } from './pictures-come.ts';

const parameters = new URLSearchParams(location.search);
const { documentElement: root, body } = document;
root.dir = parameters.get('dir') ?? 'ltr';
root.style.fontSize = `${100 * Number(parameters.get('text') ?? 1)}%`;

const wanted = GALLERY.find((scene) => slugOf(scene) === parameters.get('scene'));
if (wanted === undefined) showList();
else await show(wanted);
// For whoever takes pictures of it.
root.dataset.ready = '';

async function show(scene: GalleryScene): Promise<void> {
  new ContextProvider(body, { context: clockContext, initialValue: () => NOW });
  pageChrome.show({ title: scene.name, glyph: 'connected', isStage: scene.group === 'Call' });
  const element = scene.create();
  body.append(element);
  await (element as LitElement).updateComplete;
  await document.fonts.ready;
  await picturesCome(element);
  scene.arrange?.(element);
  await twoFrames();
}

function showList(): void {
  for (const [group, scenes] of Map.groupBy(GALLERY, ({ group }) => group)) {
    const heading = document.createElement('h2');
    heading.textContent = group;
    const list = document.createElement('ul');
    for (const scene of scenes) {
      const [item, link] = [document.createElement('li'), document.createElement('a')];
      link.href = `?scene=${slugOf(scene)}`;
      link.dataset.scene = slugOf(scene);
      link.textContent = scene.name;
      item.append(link);
      list.append(item);
    }
    body.append(heading, list);
  }
}
