/** A small picture of a picture: made by whoever sends it, and drawn by the other before they decide. */
import { MAX_PREVIEW_BYTES } from '@parley/protocol';
import { PICTURE_TYPES } from './content-type.ts';

/** The longer side, in pixels. */
const SIDE = 192;
/** What is larger takes a browser longer to decode than a preview is worth. */
const MAX_PICTURE_BYTES = 32 * 1024 * 1024;
const QUALITIES = [0.7, 0.5, 0.3];

/**
 * Without what a camera has written down beside the picture, such as its place: it is drawn anew.
 * @returns JPEG in base64; undefined: it is no picture that this browser shows, or one too large. Never rejects
 */
export async function createPreview(file: Blob, mediaType: string): Promise<string | undefined> {
  if (!PICTURE_TYPES.includes(mediaType) || file.size > MAX_PICTURE_BYTES) return undefined;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const [width, height] = [picture.width, picture.height].map((side) =>
      Math.max(1, Math.round(side * scale)),
    );
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    if (context === null || width === undefined || height === undefined) return undefined;
    // JPEG has nothing to see through.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, width, height);
    picture.close();
    for (const quality of QUALITIES) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
      if (blob?.type === 'image/jpeg' && blob.size <= MAX_PREVIEW_BYTES) return toBase64(blob);
    }
  } catch {
    // It is damaged, or another thing than its first bytes say.
  }
  return undefined;
}

/**
 * Decodes what the other has sent: as JPEG alone, and only where its header says that it is small, since a few bytes may have
 * a browser fill its memory. Nothing of it is fetched, and the policy of the page allows it no address.
 * @returns undefined: it is no such picture. Never rejects
 */
export async function decodePreview(preview: string): Promise<ImageBitmap | undefined> {
  try {
    const bytes = Uint8Array.from(atob(preview), (character) => character.charCodeAt(0));
    const size = jpegSize(bytes);
    if (size === undefined || Math.max(...size) > SIDE) return undefined;
    return await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  } catch {
    return undefined;
  }
}

/**
 * Width and height, by the only frame that there is before the picture's data.
 * https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1 and B.2
 */
function jpegSize(bytes: Uint8Array): readonly [number, number] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: readonly [number, number] | undefined;
  if (bytes.length < 4 || view.getUint16(0) !== 0xff_d8) return undefined;
  for (let at = 2; at + 4 <= bytes.length; ) {
    const [marker, length] = [view.getUint16(at), view.getUint16(at + 2)];
    // Only segments that have a length come before the data.
    if (marker < 0xff_c0 || (marker >= 0xff_d0 && marker <= 0xff_d9) || marker === 0xff_ff || length < 2)
      return undefined;
    if (marker === 0xff_da) return size;
    const isFrame = marker <= 0xff_cf && ![0xff_c4, 0xff_c8, 0xff_cc].includes(marker);
    if (isFrame) {
      // One for each picture, baseline or progressive, as browsers write and read them.
      if (size !== undefined || marker > 0xff_c2 || at + 9 > bytes.length) return undefined;
      size = [view.getUint16(at + 7), view.getUint16(at + 5)];
    }
    at += 2 + length;
  }
  return undefined;
}

async function toBase64(blob: Blob): Promise<string> {
  return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
}
