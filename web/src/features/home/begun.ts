/** What somebody has done on the start page while it was only a document, for the application to go on with. */
export interface Begun {
  readonly field: BegunField;
  /** The ID of the control that has the focus; undefined: none has it. */
  readonly focused: string | undefined;
  readonly areOptionsOpen: boolean;
  /** The ID of the control that was pressed last; undefined: none was. */
  readonly pressed: string | undefined;
  /** To be called once the page has all that: then the document's goes. */
  readonly onTaken: () => void;
}

/** The field for a link, an ID or words. */
export interface BegunField {
  readonly text: string;
  /** Where the caret is, or what is chosen. Null: nowhere. */
  readonly selection: readonly [start: number | null, end: number | null];
  /** As the clipboard had it; undefined: nothing was pasted. */
  readonly pasted: Pasted | undefined;
}

export interface Pasted {
  readonly plain: string;
  /** As HTML; empty: there was none. */
  readonly rich: string;
}

/** What a paste brings. */
export function pastedBy({ clipboardData }: ClipboardEvent): Pasted {
  return {
    plain: clipboardData?.getData('text/plain') ?? '',
    rich: clipboardData?.getData('text/html') ?? '',
  };
}
