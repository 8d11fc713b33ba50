import type { ServerResponse } from 'node:http';
import type { Plugin } from 'vite';

/** Whatever a test imports, of ours and of others. A test itself is asked for under another address each time. */
const MODULE =
  /^\/(?:(?:web|call|protocol|invitation)\/src|node_modules)\/[^?]*\.(?:ts|js|css)(?:\?(?:v=\w+|inline|import))?$/;

/**
 * The browser asks for each module once, and not anew for each file of tests: while they run none changes, and each run
 * begins with an empty cache. Where a browser test replaced a module (`vi.mock`) it would get whichever was there first, so
 * none does.
 */
export function keptModules(): Plugin {
  return {
    name: 'parley:kept-modules',
    configureServer({ middlewares }) {
      middlewares.use(({ url = '' }, response, next) => {
        if (MODULE.test(url)) keep(response);
        next();
      });
    },
  };
}

/** Has the last word, over vite and vitest, once it is known that the module is there. */
function keep(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...all: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...more: unknown[]) => {
    if (status === 200) response.setHeader('Cache-Control', 'max-age=31536000, immutable');
    return writeHead(status, ...more);
  };
}
