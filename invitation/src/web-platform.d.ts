/** The few globals that browsers and Node share and that an invitation and its tests need. Anything else does not compile here. */
declare class URL {
  constructor(url: string);
  readonly protocol: string;
  readonly href: string;
  readonly origin: string;
  readonly searchParams: Iterable<readonly [name: string, value: string]>;
}
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
