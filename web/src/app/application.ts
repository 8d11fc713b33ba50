/** The application, for a page that began as a document without it. */
import type { Begun } from '../features/home/begun.ts';
import { PageModules } from './page-modules.ts';
import { prepare } from './page-needs.ts';
import { ParleyApp } from './parley-app.ts';
import { siteServices } from './site-services.ts';

const modules = new PageModules();

/** Somebody means to do something. */
export function prepareApplication(): void {
  prepare(modules, siteServices);
}

/** @returns whether what draws the start page is there. Never rejects. */
export function fetchHome(): Promise<boolean> {
  return modules.fetch('home');
}

/** In place of all that the document has. @param begun what was done there; undefined: nothing that the application could know of */
export function show(begun?: Omit<Begun, 'onTaken'>): void {
  const app = Object.assign(new ParleyApp(), { modules });
  if (begun === undefined) return document.body.replaceChildren(app);
  const before = [...document.body.children];
  // Before the next frame: both at once would be two pages, one below the other.
  const onTaken = () => before.forEach((element) => void element.remove());
  app.begun = { ...begun, onTaken };
  document.body.append(app);
}
