import { correction, generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';

/** The dark modules as one path in a square of `size` by `size`; undefined when no QR code holds so much. */
export function drawQrCode(text: string): { readonly size: number; readonly path: string } | undefined {
  try {
    // Screens are clean and flat: a tenth of it may be unreadable, and more only makes the modules smaller.
    const code = generate(text, { minCorrectionLevel: correction.L });
    return { size: code.size, path: toSvgPath(code) };
  } catch {
    return undefined;
  }
}
