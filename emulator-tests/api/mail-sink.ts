import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

export interface SunkMail {
  readonly to: readonly string[];
  readonly text: string;
}

/** A mail server that takes everything and sends nothing: as much of RFC 5321 as the examples' libraries speak. */
export class MailSink {
  readonly mails: SunkMail[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((socket) => void this.#serve(socket));
  }

  static async start(): Promise<MailSink> {
    const sink = new MailSink();
    sink.#server.listen(0, '127.0.0.1');
    await once(sink.#server, 'listening');
    return sink;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise((closed) => this.#server.close(closed));
  }

  async #serve(socket: Socket): Promise<void> {
    const say = (line: string) => socket.write(`${line}\r\n`);
    let to: string[] = [];
    let lines: string[] | undefined;
    say('220 sink');
    for await (const line of createInterface({ input: socket })) {
      if (lines !== undefined && line !== '.') {
        // https://www.rfc-editor.org/rfc/rfc5321#section-4.5.2
        lines.push(line.replace(/^\./, ''));
        continue;
      }
      if (lines !== undefined) {
        this.mails.push({ to, text: `${lines.join('\r\n')}\r\n` });
        [to, lines] = [[], undefined];
      }
      const [, recipient] = /^RCPT TO:(<[^>]*>)/i.exec(line) ?? [];
      if (recipient !== undefined) to.push(recipient);
      if (/^DATA/i.test(line)) lines = [];
      say(lines === undefined ? (/^QUIT/i.test(line) ? '221 bye' : '250 ok') : '354 go on');
      if (/^QUIT/i.test(line)) socket.end();
    }
  }
}

interface ReadMail {
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly {
    readonly type: string;
    readonly method: string | null;
    readonly content: string;
  }[];
}

const READER = `
import email, json, sys
from email import policy
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=policy.default)
parts = [
    {"type": part.get_content_type(), "method": part.get_param("method"), "content": part.get_content()}
    for part in mail.walk() if not part.is_multipart()
]
print(json.dumps({"headers": {name.lower(): str(value) for name, value in mail.items()}, "parts": parts}))
`;

/** Reads a mail by a parser that is not ours: that of Python. */
export async function readMail(text: string): Promise<ReadMail> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = execFile('python3', ['-c', READER], (error, stdout) =>
    error === null ? resolve(stdout) : reject(error),
  );
  child.stdin?.end(text);
  return JSON.parse(await promise);
}
