/**
 * The other in a small window of its own, above whatever else is done meanwhile: Document Picture-in-Picture, with
 * buttons, where the browser has it; else its window for one video.
 */
import { html, type ReactiveController, type ReactiveControllerHost, render, type TemplateResult } from 'lit';
import { pictureWindowStyles, tokensOf } from './picture-window-styles.ts';

/** Not in TypeScript's library. https://wicg.github.io/document-picture-in-picture/ */
interface DocumentPictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window & typeof globalThis>;
}

declare global {
  var documentPictureInPicture: DocumentPictureInPicture | undefined;
}

const SIZE = { width: 360, height: 270 };

export interface PictureWindowOptions {
  /** What is shown in it, drawn as often as the host is. */
  readonly content: () => TemplateResult;
  /** Whether there is somebody to show, for whom it may open by itself. */
  readonly isWanted: () => boolean;
  /** Where the window is one for a video: that one. */
  readonly video: () => HTMLVideoElement | null;
  /** Whether what the video shows is for this person's eyes now. A window for one video shows all that comes. */
  readonly hasPicture: () => boolean;
}

export class PictureWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: PictureWindowOptions;
  #window: Window | undefined;
  #isAutomatic = false;
  #isConnected = false;

  constructor(host: ReactiveControllerHost, options: PictureWindowOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The browser can, and there is something to show in what it has. */
  get canOpen(): boolean {
    if (globalThis.documentPictureInPicture !== undefined) return true;
    return document.pictureInPictureEnabled === true && this.#options.hasPicture();
  }

  get isOpen(): boolean {
    const video = this.#options.video();
    return this.#window !== undefined || (video !== null && isShownAlone(video));
  }

  hostConnected(): void {
    this.#isConnected = true;
  }

  hostUpdated(): void {
    this.#setAutomatic(this.#options.isWanted());
    if (this.#window === undefined && !this.#options.hasPicture()) this.#closeVideo();
    if (this.#window === undefined) return;
    render(this.#options.content(), this.#window.document.body);
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#setAutomatic(false);
    this.close();
  }

  /** While a person's press is being answered. Never rejects: a browser that refuses opens no window. */
  readonly open = async (): Promise<void> => {
    if (this.isOpen || !this.canOpen) return;
    try {
      if (globalThis.documentPictureInPicture === undefined)
        await this.#options.video()?.requestPictureInPicture();
      else this.#adopt(await globalThis.documentPictureInPicture.requestWindow(SIZE));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
    this.#host.requestUpdate();
  };

  close(): void {
    this.#window?.close();
    this.#window = undefined;
    this.#closeVideo();
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else void this.open();
    this.#host.requestUpdate();
  }

  #closeVideo(): void {
    const video = this.#options.video();
    if (video !== null && isShownAlone(video)) void document.exitPictureInPicture().catch(() => {});
  }

  #adopt(opened: Window & typeof globalThis): void {
    // The call may have ended while the window opened.
    if (!this.#isConnected) return opened.close();
    this.#window = opened;
    const { document: inside } = opened;
    inside.documentElement.lang = document.documentElement.lang;
    inside.title = document.title;
    // One that was made in another window cannot be adopted, and the policy of the page allows no style in a document.
    const sheet = new opened.CSSStyleSheet();
    sheet.replaceSync(pictureWindowStyles.cssText + tokensOf(document));
    inside.adoptedStyleSheets = [sheet];
    opened.addEventListener('pagehide', () => {
      render(html``, inside.body);
      // Another may have taken its place, which browsers close the former for.
      if (this.#window !== opened) return;
      this.#window = undefined;
      this.#host.requestUpdate();
    });
  }

  /** Chromium opens it by itself when the person looks at another tab, where they have not forbidden it. */
  #setAutomatic(isAutomatic: boolean): void {
    if (isAutomatic === this.#isAutomatic) return;
    this.#isAutomatic = isAutomatic;
    const handler = isAutomatic ? () => void this.open() : null;
    try {
      navigator.mediaSession?.setActionHandler('enterpictureinpicture' as MediaSessionAction, handler);
    } catch (error) {
      // A browser that does not know the action.
      if (!(error instanceof TypeError)) throw error;
    }
  }
}

/** In a browser's own window for one video, which may be in a shadow tree. */
function isShownAlone(video: HTMLVideoElement): boolean {
  const root = video.getRootNode();
  return root instanceof ShadowRoot && root.pictureInPictureElement === video;
}
