/** A page whose listening channel can be cut while its plain requests get through, as proxies and routers do it. */
import type { Person } from './person.ts';

/** `silent`: what is open says nothing more, and neither does what is opened. `refused`: it breaks, and none is opened. */
type Deafness = 'silent' | 'refused' | 'no';

declare global {
  interface Window {
    parleyDeafness: Deafness;
  }
}

/** Before the page is loaded. */
export async function canGoDeaf({ context }: Person): Promise<void> {
  await context.addInitScript(() => {
    window.parleyDeafness = 'no';
    const fetchReally = window.fetch.bind(window);
    window.fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      if (!url.includes('/Listen/channel')) return fetchReally(input, init);
      if (window.parleyDeafness === 'refused') throw new TypeError('refused');
      const response = await fetchReally(input, init);
      const carry = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          if (window.parleyDeafness === 'refused') controller.error(new TypeError('refused'));
          else if (window.parleyDeafness === 'no') controller.enqueue(chunk);
        },
      });
      const { status, headers } = response;
      return new Response(response.body?.pipeThrough(carry) ?? null, { status, headers });
    };
  });
}

export async function setDeafness({ page }: Person, deafness: Deafness): Promise<void> {
  await page.evaluate((value) => {
    window.parleyDeafness = value;
  }, deafness);
}
