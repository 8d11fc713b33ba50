import { expect, it } from 'vitest';
import { screenErrorCode } from './screen-state.ts';

it.each([
  [new DOMException('Permission denied', 'NotAllowedError'), 'refused'],
  [new DOMException('Permission denied by system', 'NotAllowedError'), 'blocked-by-system'],
  [new DOMException('', 'SecurityError'), 'refused'],
  [new DOMException('', 'NotFoundError'), 'not-found'],
  [new DOMException('', 'NotReadableError'), 'not-readable'],
  [new DOMException('', 'AbortError'), 'not-readable'],
  [new DOMException('', 'InvalidStateError'), 'unknown'],
  [undefined, 'unknown'],
])('%s is %s', (error, code) => {
  expect(screenErrorCode(error)).toBe(code);
});
