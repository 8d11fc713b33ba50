import { css } from 'lit';

/** Of the small window, which has a document of its own. */
export const pictureWindowStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  html {
    block-size: 100%;
    background: var(--color-stage);
    color: var(--color-on-veil);
    font: var(--text-body) / var(--leading-body) var(--font-text);
  }

  body {
    position: relative;
    block-size: 100%;
    margin: 0;
    overflow: hidden;
  }

  video {
    display: block;
    background: var(--color-stage);
  }

  .their-picture {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  .absence {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    margin: 0;
    padding: var(--space-4);
    text-align: center;
  }

  .own-picture {
    position: absolute;
    inset-block-start: var(--space-2);
    inset-inline-end: var(--space-2);
    inline-size: 24%;
    aspect-ratio: 4 / 3;
    border-radius: var(--radius-small);
    object-fit: cover;
    scale: -1 1;
  }

  .visitor {
    position: absolute;
    inset: var(--space-2) var(--space-2) auto;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0 var(--space-3);
    padding-inline: var(--space-3);
    border: 1px solid transparent;
    border-radius: calc(var(--size-touch) / 2);
    background: var(--color-veil);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }

  .visitor p {
    margin: 0;
    padding-block: var(--space-2);
    font-weight: var(--weight-medium);
  }

  .visitor button {
    padding-inline: var(--space-2);
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .bar {
    position: absolute;
    inset-block-end: var(--space-2);
    inset-inline: 0;
    display: flex;
    justify-content: center;
    gap: var(--space-2);
  }

  button {
    display: grid;
    place-content: center;
    min-inline-size: var(--size-touch);
    min-block-size: var(--size-touch);
    padding: 0;
    border: 1px solid transparent;
    border-radius: var(--radius-control);
    background: var(--color-veil);
    color: var(--color-on-veil);
    font: inherit;
    font-weight: var(--weight-strong);
    cursor: pointer;
  }

  button.leave {
    padding-inline: var(--space-4);
    background: var(--color-danger);
    color: var(--color-on-danger);
  }

  button:focus-visible {
    outline: 3px solid var(--color-on-veil);
    outline-offset: 2px;
  }

  .icon {
    inline-size: var(--size-icon);
    block-size: var(--size-icon);
  }

  [hidden] {
    display: none !important;
  }
`;

/** The custom properties of this document, of which another has none. */
export function tokensOf({ documentElement, styleSheets }: Document): string {
  const names = new Set<string>();
  for (const sheet of styleSheets)
    for (const rule of rulesOf(sheet))
      if (rule instanceof CSSStyleRule && rule.selectorText === ':root')
        for (const name of rule.style) if (name.startsWith('--')) names.add(name);
  const style = getComputedStyle(documentElement);
  return `:root { color-scheme: dark; ${[...names].map((name) => `${name}: ${style.getPropertyValue(name)};`).join(' ')} }`;
}

/** Those of another origin, such as an extension's, are not for the page to read. */
function rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}
