import { expect, test } from 'vitest';
import { flatDocument } from './flat-document.ts';

/** As @lit-labs/ssr draws an element with a shadow root. */
function element(name: string, styles: string, content: string, attributes = ''): string {
  return `<parley-${name} ${attributes}><template shadowrootmode="open"><style>${styles}</style>${content}</template></parley-${name}>`;
}

test('An element within another becomes plain HTML, whose classes are kept apart by the elements’ names', () => {
  const inner = element('mark', '.near { fill: green; }', '<i class="near big"></i>', 'class="first"');
  const { html, css } = flatDocument(
    element('page', '.near { fill: red; }', `<p class="near">Hello</p>${inner}`),
  );
  expect(html).toBe(
    '<div class="page"><p class="page__near">Hello</p><div class="mark page__first"><i class="mark__near mark__big"></i></div></div>',
  );
  expect(css).toBe('.page{.page__near{fill:red}}.mark{.mark__near{fill:green}}');
});

test('Styles of the element itself, and of elements within it, find what has become of them', () => {
  const styles = `
    /* A grid, .5rem apart. */
    :host, * { box-sizing: border-box; }
    :host([hidden]) { display: none; }
    parley-mark + parley-mark { margin: 0.5rem; }
    @media (min-width: 48rem) { .a > :is(.b, p) { color: red; } }
  `;
  expect(flatDocument(element('page', styles, '')).css).toBe(
    '.page{&,*{box-sizing:border-box}&[hidden]{display:none}.mark + .mark{margin:0.5rem}' +
      '@media (min-width: 48rem){.page__a > :is(.page__b,p){color:red}}}',
  );
});

test('What moves by itself is left out, and so is what is folded away or fetched when it is wanted', () => {
  const folded =
    '<details class="more"><summary>More</summary><p>Less</p></details><parley-later></parley-later>';
  const styles = '@keyframes breathe { from { opacity: 0; } to { opacity: 1; } } p { margin: 0; }';
  const { html, css } = flatDocument(element('page', styles, `<!--lit-part-->${folded}`));
  expect(html).toBe('<div class="page"><details class="page__more"><summary>More</summary></details></div>');
  expect(css).toBe('.page{p{margin:0}}');
});
