import type { Corner } from './corner.ts';

/** Asks to leave the call, which goes on without this person. */
export class LeaveRequestedEvent extends Event {
  constructor() {
    super('leave-requested', { bubbles: true, composed: true });
  }
}

/** Asks to end the call for both. The person has confirmed it. */
export class EndRequestedEvent extends Event {
  constructor() {
    super('end-requested', { bubbles: true, composed: true });
  }
}

/** Asks to move the end of a scheduled call. */
export class ExtendRequestedEvent extends Event {
  readonly byMs: number;

  constructor(byMs: number) {
    super('extend-requested', { bubbles: true, composed: true });
    this.byMs = byMs;
  }
}

/** Asks to share the screen, or to share it no more. */
export class ScreenToggleRequestedEvent extends Event {
  constructor() {
    super('screen-toggle-requested', { bubbles: true, composed: true });
  }
}

/** A small picture was pressed: it is to be the large one. */
export class PictureChosenEvent extends Event {
  constructor() {
    super('picture-chosen', { bubbles: true, composed: true });
  }
}

/** The small pictures were moved to another corner. */
export class PicturesMovedEvent extends Event {
  readonly corner: Corner;

  constructor(corner: Corner) {
    super('pictures-moved', { bubbles: true, composed: true });
    this.corner = corner;
  }
}

/** The other way of fitting the large picture is asked for. */
export class FitToggleRequestedEvent extends Event {
  constructor() {
    super('fit-toggle-requested', { bubbles: true, composed: true });
  }
}

/** The large picture fills its frame now, or shows all of itself. */
export class PictureFitChangedEvent extends Event {
  constructor() {
    super('picture-fit-changed', { bubbles: true, composed: true });
  }
}

/** The browser refuses to play a sound before something is pressed, or does so no more. */
export class SoundRefusalChangedEvent extends Event {
  constructor() {
    super('sound-refusal-changed', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'leave-requested': LeaveRequestedEvent;
    'end-requested': EndRequestedEvent;
    'extend-requested': ExtendRequestedEvent;
    'screen-toggle-requested': ScreenToggleRequestedEvent;
    'picture-chosen': PictureChosenEvent;
    'pictures-moved': PicturesMovedEvent;
    'picture-fit-changed': PictureFitChangedEvent;
    'sound-refusal-changed': SoundRefusalChangedEvent;
    'fit-toggle-requested': FitToggleRequestedEvent;
  }
}
