/** The start page as somebody sees it who has never been here, drawn without a browser. Run while the site is built. */
import './fresh-registry.ts';
import { render } from '@lit-labs/ssr';
import { html } from 'lit';
import '../src/features/home/home-page.ts';
import { KnownCalls } from '../src/memory/known-calls.ts';

/** Of a browser that keeps what it is given, and was given nothing yet. */
const storage = { getItem: () => null, setItem() {}, removeItem() {} };

/** @returns with a `<template>` for each shadow root, and the styles of each in it */
export function renderStartPage(): string {
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  const known = new KnownCalls(storage);
  return [...render(html`<parley-home-page .known=${known} .memory=${storage}></parley-home-page>`)].join('');
}
