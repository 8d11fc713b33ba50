export interface Progress {
  /** Replaces the running line by a last word about it. */
  end(text: string): void;
}

/** What goes on, by its label, since when. They share the one line that a terminal can draw anew. */
const running = new Map<Progress, { readonly label: string; readonly startedAt: number }>();
let ticker: NodeJS.Timeout | undefined;

/** Shows that something slow is alive: a ticking line on a terminal, a line now and then in a log. */
export function showProgress(label: string): Progress {
  const startedAt = performance.now();
  const { isTTY } = process.stdout;
  const progress: Progress = {
    end(text) {
      running.delete(progress);
      if (running.size === 0) {
        clearInterval(ticker);
        ticker = undefined;
      }
      process.stdout.write(`${isTTY ? '\r\u001b[K' : ''}${text} (${secondsSince(startedAt)})\n`);
    },
  };
  running.set(progress, { label, startedAt });
  // What is stopped half-way ends no line, and must not keep us alive.
  ticker ??= setInterval(draw, isTTY ? 1000 : 20_000).unref();
  if (isTTY) draw();
  return progress;
}

function draw(): void {
  const texts = [...running.values()].map(({ label, startedAt }) => `${label} … ${secondsSince(startedAt)}`);
  const line = texts.join(' · ');
  process.stdout.write(process.stdout.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
}

function secondsSince(time: number): string {
  return `${Math.round((performance.now() - time) / 1000)} s`;
}
