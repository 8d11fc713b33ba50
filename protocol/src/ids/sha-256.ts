/** SHA-256 at once: the platform's only comes as a promise, and who may read a call is asked where nothing can be awaited. */

const PRIMES = [...Array(312).keys()].filter(
  (n) => n > 1 && ![...Array(n).keys()].some((divisor) => divisor > 1 && n % divisor === 0),
);
/** The first 32 bits behind the point. */
const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUND_CONSTANTS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;

const rotated = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits));

/** https://csrc.nist.gov/pubs/fips/180-4/upd1/final. @param bytes less than half a gigabyte */
export function sha256(bytes: Uint8Array): Uint8Array {
  const blockCount = Math.ceil((bytes.length + 1 + LENGTH_BYTES) / BLOCK_BYTES);
  const padded = new Uint8Array(blockCount * BLOCK_BYTES);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  const hash = new Int32Array(INITIAL);
  for (let start = 0; start < padded.length; start += BLOCK_BYTES)
    addBlock(hash, new DataView(padded.buffer, start));
  const digest = new DataView(new ArrayBuffer(32));
  hash.forEach((word, index) => {
    digest.setInt32(index * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

function addBlock(hash: Int32Array, block: DataView): void {
  const schedule = new Int32Array(64);
  const at = (index: number) => schedule[index] ?? 0;
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let t = 0; t < 64; t += 1) {
    if (t < 16) schedule[t] = block.getInt32(t * 4);
    else {
      const [early, late] = [at(t - 15), at(t - 2)];
      const small0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
      const small1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
      schedule[t] = at(t - 16) + small0 + at(t - 7) + small1;
    }
    const big1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const big0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const first = (h + big1 + ((e & f) ^ (~e & g)) + (ROUND_CONSTANTS[t] ?? 0) + at(t)) | 0;
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    hash[index] = (hash[index] ?? 0) + word;
  });
}
