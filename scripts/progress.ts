export interface Progress {
  /** Replaces the running line by a last word about it. */
  end(text: string): void;
}

/** Shows that something slow is alive: a ticking line on a terminal, a line now and then in a log. */
export function showProgress(label: string): Progress {
  const startedAt = performance.now();
  const seconds = () => `${Math.round((performance.now() - startedAt) / 1000)} s`;
  const { isTTY } = process.stdout;
  const draw = () => process.stdout.write(isTTY ? `\r${label} … ${seconds()}` : `${label} … ${seconds()}\n`);
  const ticker = setInterval(draw, isTTY ? 1000 : 20_000);
  if (isTTY) draw();
  return {
    end(text) {
      clearInterval(ticker);
      process.stdout.write(`${isTTY ? '\r\u001b[K' : ''}${text} (${seconds()})\n`);
    },
  };
}
