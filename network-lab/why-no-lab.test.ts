import { describe, expect, it } from 'vitest';
import { whyNoLab } from './why-no-lab.ts';

describe('whether there can be a lab', () => {
  it('says what is missing, by the packages that have it', () => {
    const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
    expect(whyNoLab('/nowhere')).toMatch(
      isRoot ? /^needs ip \(Debian: iproute2\), .*coturn/ : /^needs (Linux|root)/,
    );
  });
});
