import { expect, it } from 'vitest';
import { missingPrograms } from './missing-programs.ts';

it('says which programs are missing, by the packages that have them, and nothing where there are all', () => {
  expect(missingPrograms({ sh: 'dash', Xvfb: 'xvfb' }, '/nowhere')).toBe(
    'needs sh (Debian: dash), Xvfb (Debian: xvfb)',
  );
  expect(missingPrograms({ sh: 'dash' }, '/nowhere:/bin')).toBeUndefined();
});
