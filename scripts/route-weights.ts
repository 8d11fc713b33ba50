/** What a visitor of each page fetches until it can be used: the document and all that it names, compressed. */
import { brotliCompressSync } from 'node:zlib';

/** The documents that Hosting serves, and whose page each is. */
const DOCUMENTS = { home: 'index.html', call: 'call.html', schedule: 'schedule.html' } as const;

export type RouteWeights = Record<keyof typeof DOCUMENTS, number>;

/**
 * @param files of the built site, by their path in it
 * @returns bytes, as Brotli has them at its best. Pictures are not counted, and neither is the font, which headings wait for but nothing else does.
 */
export function routeWeights(files: ReadonlyMap<string, string | Uint8Array>): RouteWeights {
  const weigh = (document: string): number => {
    const html = contentOf(document).toString();
    const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
    return [document, ...new Set(named)].reduce((sum, path) => sum + compressed(contentOf(path)), 0);
  };
  function contentOf(path: string): string | Uint8Array {
    const content = files.get(path);
    if (content === undefined) throw new Error(`The site has no ${path}`);
    return content;
  }
  const entries = Object.entries(DOCUMENTS).map(([page, document]) => [page, weigh(document)]);
  return Object.fromEntries(entries) as RouteWeights;
}

function compressed(content: string | Uint8Array): number {
  return brotliCompressSync(content).length;
}
