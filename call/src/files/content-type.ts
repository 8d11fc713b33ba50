/** What a file is by its first bytes, whatever it is called. */

/** Of the first so many bytes. */
const CONTENT_BYTES = 1_024;

/** What pictures a browser can make smaller. */
export const PICTURE_TYPES: readonly string[] = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/bmp',
];

/** What is run, by a system or by whatever shows it. */
const PROGRAM_TYPES: readonly string[] = [
  'application/vnd.microsoft.portable-executable',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/x-sh',
  'application/x-ms-shortcut',
  'application/x-desktop',
  'application/x-chrome-extension',
  'application/vnd.debian.binary-package',
  'application/x-rpm',
  'application/vnd.ms-cab-compressed',
  'text/html',
  'image/svg+xml',
];

/**
 * By bytes at their places, as characters of one byte each. The first that fits. Types as
 * https://www.iana.org/assignments/media-types has them, or else as freedesktop.org's database does.
 */
const SIGNATURES: readonly (readonly [string, ...(readonly [number, string])[]])[] = [
  ['application/vnd.microsoft.portable-executable', [0, 'MZ']],
  ['application/x-elf', [0, '\x7fELF']],
  ['application/x-mach-binary', [0, '\xfe\xed\xfa\xce']],
  ['application/x-mach-binary', [0, '\xfe\xed\xfa\xcf']],
  ['application/x-mach-binary', [0, '\xce\xfa\xed\xfe']],
  ['application/x-mach-binary', [0, '\xcf\xfa\xed\xfe']],
  // Of Java or, where few architectures stand in place of a version, of a Mac.
  ['application/java-vm', [0, '\xca\xfe\xba\xbe']],
  ['application/x-sh', [0, '#!']],
  ['application/x-ms-shortcut', [0, 'L\0\0\0\x01\x14\x02\0']],
  ['application/x-chrome-extension', [0, 'Cr24']],
  ['application/vnd.debian.binary-package', [0, '!<arch>\ndebian']],
  ['application/x-rpm', [0, '\xed\xab\xee\xdb']],
  ['application/vnd.ms-cab-compressed', [0, 'MSCF']],
  ['image/jpeg', [0, '\xff\xd8\xff']],
  ['image/png', [0, '\x89PNG\r\n\x1a\n']],
  ['image/gif', [0, 'GIF87a']],
  ['image/gif', [0, 'GIF89a']],
  ['image/webp', [0, 'RIFF'], [8, 'WEBP']],
  ['image/bmp', [0, 'BM'], [6, '\0\0\0\0']],
  ['image/tiff', [0, 'II*\0']],
  ['image/tiff', [0, 'MM\0*']],
  ['image/avif', [4, 'ftypavif']],
  ['image/heic', [4, 'ftyphei']],
  ['audio/mp4', [4, 'ftypM4A']],
  ['video/quicktime', [4, 'ftypqt']],
  ['video/mp4', [4, 'ftyp']],
  ['video/matroska', [0, '\x1a\x45\xdf\xa3']],
  ['video/vnd.avi', [0, 'RIFF'], [8, 'AVI ']],
  ['audio/vnd.wave', [0, 'RIFF'], [8, 'WAVE']],
  ['application/ogg', [0, 'OggS']],
  ['audio/flac', [0, 'fLaC']],
  ['audio/mpeg', [0, 'ID3']],
  ['audio/mpeg', [0, '\xff\xfb']],
  ['audio/mpeg', [0, '\xff\xfa']],
  ['audio/mpeg', [0, '\xff\xf3']],
  ['audio/mpeg', [0, '\xff\xf2']],
  ['application/pdf', [0, '%PDF-']],
  ['application/rtf', [0, '{\\rtf']],
  ['application/epub+zip', [0, 'PK\x03\x04'], [30, 'mimetypeapplication/epub+zip']],
  ['application/zip', [0, 'PK\x03\x04']],
  ['application/zip', [0, 'PK\x05\x06']],
  ['application/vnd.rar', [0, 'Rar!\x1a\x07']],
  ['application/x-7z-compressed', [0, '7z\xbc\xaf\x27\x1c']],
  ['application/gzip', [0, '\x1f\x8b']],
  ['application/x-bzip2', [0, 'BZh']],
  ['application/x-xz', [0, '\xfd7zXZ\0']],
  ['application/x-ole-storage', [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1']],
];

/** Of what is text, behind what may stand before it. A comment ends at its first end, so that many take no longer than one. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^\s*\[Desktop Entry\]/, 'application/x-desktop'],
  [/^\s*(<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|html|head|body|script)\b/is, 'text/html'],
  [/^\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->).)*-->\s*)*(<!doctype\s+svg[^>]*>\s*)?<svg\b/is, 'image/svg+xml'],
];

/** A media type; undefined: it has none of the signatures that this page knows. Never rejects. */
export async function contentType(file: Blob): Promise<string | undefined> {
  try {
    const bytes = new Uint8Array(await file.slice(0, CONTENT_BYTES).arrayBuffer());
    const start = String.fromCharCode(...bytes);
    const signature = SIGNATURES.find(([, ...parts]) =>
      parts.every(([at, text]) => start.startsWith(text, at)),
    );
    const text = start.replace(/^\xef\xbb\xbf/, '');
    return signature?.[0] ?? TEXTS.find(([pattern]) => pattern.test(text))?.[1];
  } catch {
    // Whoever reads it next says so.
    return undefined;
  }
}

/** As systems have it by a name, where the table has it as another. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'image/heif': 'image/heic',
  'image/jpg': 'image/jpeg',
  'image/x-ms-bmp': 'image/bmp',
  'video/webm': 'video/matroska',
  'video/x-matroska': 'video/matroska',
  'video/x-msvideo': 'video/vnd.avi',
  'audio/mp3': 'audio/mpeg',
  'audio/wav': 'audio/vnd.wave',
  'audio/x-wav': 'audio/vnd.wave',
  'audio/x-flac': 'audio/flac',
  'audio/x-m4a': 'audio/mp4',
  'application/x-zip-compressed': 'application/zip',
};

/** The type among those that this page knows by their signatures; undefined: it is none of them. */
export function knownType(mediaType: string): string | undefined {
  const type = OTHER_NAMES[mediaType] ?? mediaType;
  return [...SIGNATURES.map(([each]) => each), ...TEXTS.map(([, each]) => each)].find(
    (each) => each === type,
  );
}

export function isProgramType(mediaType: string): boolean {
  return PROGRAM_TYPES.includes(mediaType);
}
