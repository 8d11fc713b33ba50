/** What is said of a file before any of it flows. */
import type { FileOffer } from '@parley/protocol';
import { contentType, knownType } from './content-type.ts';
import { createPreview } from './picture-preview.ts';

export type FileDescription = Pick<FileOffer, 'mediaType' | 'preview'>;

/** In these are many things: of which kind, the name tells. */
const CONTAINERS: readonly string[] = [
  'application/zip',
  'application/x-ole-storage',
  'application/ogg',
  'video/matroska',
];
const MAX_TYPE_LENGTH = 100;

/**
 * By its content; where that tells too little, as its system has it by the name, unless that is something which this page would have known
 * by its content. Never rejects.
 */
export async function describeFile(file: Blob): Promise<FileDescription> {
  const found = await contentType(file);
  const byName = file.type.slice(0, MAX_TYPE_LENGTH);
  const known = knownType(byName);
  const isUncertain = found === undefined || (byName !== '' && CONTAINERS.includes(found));
  const isByName = isUncertain && (known === undefined || known === found);
  const mediaType = isByName ? byName : (found ?? '');
  const preview = await createPreview(file, mediaType);
  return preview === undefined ? { mediaType } : { mediaType, preview };
}
