import { css } from 'lit';

/** A notice over the picture that is announced, and without anything to say takes no room, not even that between others. */
export const saidNoticeStyles = css`
  :host {
    display: contents;
  }

  [role='status']:not(:has(*)) {
    position: absolute;
  }

  parley-notice {
    border-radius: var(--radius-medium);
    box-shadow: var(--shadow-high);
    pointer-events: auto;
  }

  parley-notice > .button {
    margin-block-start: var(--space-2);
  }

  /* What is asked first lies over all, wherever this stands. */
  parley-confirm-dialog {
    position: absolute;
    pointer-events: auto;
  }
`;
