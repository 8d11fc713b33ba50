import { css } from 'lit';

/** What pages to read or fill in have in common, beside `controlStyles`. */
export const sheetPartStyles = css`
  .ways > * {
    flex: 0 1 auto;
    min-inline-size: 0;
  }

  /* Always there for screen readers, and without a place of its own while it is empty. */
  [role='alert']:not(:has(*)) {
    position: absolute;
  }

  @media (max-width: 34rem) {
    .actions > *,
    ::slotted(*) {
      flex: 1 1 100%;
    }

    .ways > * {
      flex: 1 1 auto;
    }
  }
`;
