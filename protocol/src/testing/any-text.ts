import fc from 'fast-check';

const SURROGATES = 0xe000 - 0xd800;

/** One character of all that there are. fast-check's own `binary` is the same, and takes 1.4 s of work to set up. */
export const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff - SURROGATES })
  .map((index) => String.fromCodePoint(index < 0xd800 ? index : index + SURROGATES));
