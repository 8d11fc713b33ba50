/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Content = string | number | Html | readonly Content[] | undefined;

/** HTML with whatever is put into it escaped, unless it is HTML itself. Undefined is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.reduce((text, string, i) => text + render(values[i - 1]) + string));
}

function render(content: Content): string {
  if (content instanceof Html) return content.text;
  if (Array.isArray(content)) return content.map(render).join('');
  return `${content ?? ''}`.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The little of Markdown that descriptions have: code between backticks. */
export function prose(text: string | undefined): readonly Html[] {
  return (text ?? '').split('`').map((part, i) => (i % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
}
