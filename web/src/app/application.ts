/** The application, for a page that began as a document without it. */
import type { Begun } from '../features/home/begun.ts';
import { PageModules } from './page-modules.ts';
import { prepare } from './page-needs.ts';
import { ParleyApp } from './parley-app.ts';
import { Services } from './services.ts';

const modules = new PageModules();
const services = new Services();

/** Somebody means to do something. */
export function prepareApplication(): void {
  prepare(modules, services);
}

/** @returns whether what draws the start page is there. Never rejects. */
export function fetchHome(): Promise<boolean> {
  return modules.fetch('home');
}

/** In place of all that the document has. */
export function show(begun: Begun): void {
  const before = [...document.body.children];
  document.body.append(Object.assign(new ParleyApp(), { modules, services, begun }));
  // By the next frame the application has drawn its page. What has the focus goes from one field to the other without a
  // moment between them, so that a phone's keyboard stays.
  requestAnimationFrame(() => {
    for (const element of before) element.remove();
  });
}
