/**
 * What Firestore bills, read off the requests that pages make: a proxy in front of the emulator that looks at each body. Pages
 * write, read and ask by REST, and listen by the SDK's own channel, whose answers name each document that they bring.
 * https://firebase.google.com/docs/firestore/pricing
 */
import { createServer, request, type Server } from 'node:http';
import { isBookedDocId } from '../protocol/src/ids/call-keys.ts';
import type { Address } from '../scripts/firebase/emulator-ports.ts';

export interface PaidOperations {
  readonly writes: number;
  readonly reads: number;
  readonly deletes: number;
}

const NOTHING: PaidOperations = { writes: 0, reads: 0, deletes: 0 };

/** Of one request that was answered with success. */
export function paidFor(url: string, requestBody: string, answer: string): PaidOperations {
  const { pathname } = new URL(url, 'http://localhost');
  if (pathname.endsWith(':commit')) {
    const { writes = [] } = JSON.parse(requestBody) as { writes?: readonly object[] };
    const deletes = writes.filter((write) => 'delete' in write).length;
    return { ...NOTHING, writes: writes.length - deletes, deletes };
  }
  if (pathname.endsWith(':batchGet'))
    return { ...NOTHING, reads: (JSON.parse(answer) as readonly object[]).length };
  if (pathname.endsWith(':runQuery')) {
    const answers = JSON.parse(answer) as readonly object[];
    // A query that finds nothing is one read.
    return { ...NOTHING, reads: Math.max(1, answers.filter((one) => 'document' in one).length) };
  }
  if (pathname.endsWith('/Listen/channel')) return { ...NOTHING, reads: documentsIn(answer) };
  return NOTHING;
}

/** Brought to a listener: there, or known to be missing. */
function documentsIn(answer: string): number {
  return answer.match(/"document(Change|Delete|Remove)"\s*:/g)?.length ?? 0;
}

/** How many of a commit's writes start the function that follows the calls that programs book. */
export function followedWrites(url: string, requestBody: string): number {
  if (!new URL(url, 'http://localhost').pathname.endsWith(':commit')) return 0;
  const { writes = [] } = JSON.parse(requestBody) as {
    writes?: readonly { readonly update?: { readonly name: string } }[];
  };
  return writes.filter(({ update }) => {
    const [, docId] = /\/documents\/calls\/([^/]+)$/.exec(update?.name ?? '') ?? [];
    return docId !== undefined && isBookedDocId(docId);
  }).length;
}

/** In the place of the emulator, for whoever is sent here. */
export class CountingProxy {
  #counted = NOTHING;
  #followedWrites = 0;
  readonly #server: Server;

  private constructor(target: Address) {
    this.#server = createServer((incoming, outgoing) => {
      const { method, headers, url = '' } = incoming;
      let requestBody = '';
      incoming.on('data', (data: Buffer) => {
        requestBody += data.toString('latin1');
      });
      const onward = request({ ...target, method, headers, path: url }, (answer) => {
        const { statusCode = 502 } = answer;
        outgoing.writeHead(statusCode, answer.headers);
        // At once: a listener waits for what comes after.
        outgoing.flushHeaders();
        let known = NOTHING;
        let body = '';
        answer.on('data', (data: Buffer) => {
          body += data.toString('latin1');
          outgoing.write(data);
          if (url.includes('/Listen/channel')) known = this.#count(paidFor(url, requestBody, body), known);
        });
        answer.on('end', () => {
          outgoing.end();
          if (statusCode >= 300 || method === 'OPTIONS' || url.includes('/Listen/channel')) return;
          this.#count(paidFor(url, requestBody, body));
          this.#followedWrites += followedWrites(url, requestBody);
        });
      });
      onward.on('error', () => outgoing.destroy());
      outgoing.on('close', () => onward.destroy());
      incoming.pipe(onward);
    });
  }

  /** @returns it, and the port that it listens on */
  static async start(target: Address): Promise<readonly [CountingProxy, number]> {
    const proxy = new CountingProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    const address = proxy.#server.address();
    if (address === null || typeof address === 'string') throw new Error('It listens on a port');
    return [proxy, address.port];
  }

  get counted(): PaidOperations {
    return this.#counted;
  }

  get followedWrites(): number {
    return this.#followedWrites;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** @param known what of it was counted before */
  #count(paid: PaidOperations, known: PaidOperations = NOTHING): PaidOperations {
    const { writes, reads, deletes } = this.#counted;
    this.#counted = {
      writes: writes + paid.writes - known.writes,
      reads: reads + paid.reads - known.reads,
      deletes: deletes + paid.deletes - known.deletes,
    };
    return paid;
  }
}
