import { expect, test } from 'vitest';
import { judgeFindings, readFindings } from './audit-report.ts';

const REPORT = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    braces: {
      name: 'braces',
      via: [
        {
          source: 1,
          name: 'braces',
          title: 'Slow',
          url: 'https://github.com/advisories/GHSA-aaaa',
          severity: 'high',
        },
      ],
    },
    micromatch: { name: 'micromatch', via: ['braces'] },
  },
});
const finding = { advisory: 'GHSA-aaaa', package: 'braces', severity: 'high', title: 'Slow' };
const accepted = { advisory: 'GHSA-aaaa', package: 'braces', reason: 'Only our own patterns reach it.' };

test('An advisory is found once, however many packages it reaches', () => {
  expect(readFindings(REPORT)).toEqual([finding]);
});

test('What nobody explained is told, and so is an explanation without a reason', () => {
  expect(judgeFindings([finding], [])).toEqual(['braces: Slow (high, GHSA-aaaa)']);
  expect(judgeFindings([finding], [{ ...accepted, reason: ' ' }])).toHaveLength(1);
  expect(judgeFindings([finding], [accepted])).toEqual([]);
});

test('An explanation counts for its package only, and goes when what it explains is gone', () => {
  expect(judgeFindings([finding], [{ ...accepted, package: 'other' }])).toHaveLength(2);
  expect(judgeFindings([], [accepted])).toEqual([
    'braces: GHSA-aaaa is accepted, but no longer found: remove it',
  ]);
});

test('An answer that is no report is not taken for one without findings', () => {
  expect(() => readFindings('{"message":"405 Method Not Allowed"}')).toThrow('405 Method Not Allowed');
  expect(() => readFindings('')).toThrow();
});
