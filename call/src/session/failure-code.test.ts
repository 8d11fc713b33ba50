import { afterEach, expect, it, vi } from 'vitest';
import { CallError } from '../ports/call-error.ts';
import { failureCode } from './failure-code.ts';

afterEach(() => vi.unstubAllGlobals());

it('Has the sentence of what was foreseen, and reports nothing', () => {
  const report = vi.fn();
  vi.stubGlobal('reportError', report);
  expect(failureCode(new CallError('call-full'))).toBe('call-full');
  expect(report).not.toHaveBeenCalled();
});

it.each([[new TypeError('x')], ['text'], [undefined]])(
  'Has a sentence for anything else, and reports it: %s',
  (error) => {
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    expect(failureCode(error)).toBe('unexpected');
    expect(report).toHaveBeenCalledExactlyOnceWith(error);
  },
);
