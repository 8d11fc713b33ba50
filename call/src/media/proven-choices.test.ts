/** Which choice holds while one is tried, and when it could not be had. */
import { expect, it } from 'vitest';
import { Cell } from '../lib/cell.ts';
import type { DeviceChoices } from './device-choices.ts';
import type { MediaErrorCode } from './media-error.ts';
import { ProvenChoices } from './proven-choices.ts';

const [FIRST, SECOND, THIRD] = ['first', 'second', 'third'].map((id) => ({ id, label: id }));

function withChosen(choices: DeviceChoices) {
  const cell = new Cell(choices);
  return { cell, proven: new ProvenChoices(cell) };
}

it('holds while it is tried, and stays when it could be had', async () => {
  const { cell, proven } = withChosen({ camera: FIRST, sound: 'natural' });
  const code = await proven.try('camera', SECOND, async () => {
    expect(cell.value.camera).toBe(SECOND);
    return undefined;
  });
  expect([code, cell.value]).toEqual([undefined, { camera: SECOND, sound: 'natural' }]);
});

it('gives way to the last that could be had, not to one that failed before', async () => {
  const { cell, proven } = withChosen({ camera: FIRST });
  expect(await proven.try('camera', SECOND, async () => 'in-use')).toBe('in-use');
  expect(cell.value.camera).toBe(FIRST);
  proven.settle({ camera: THIRD });
  expect(await proven.try('camera', SECOND, async () => 'in-use')).toBe('in-use');
  expect(cell.value.camera).toBe(THIRD);
});

it.for<[string, MediaErrorCode | undefined]>([
  ['could be had', undefined],
  ['could not be had', 'in-use'],
])('neither holds nor is told of when another was chosen meanwhile, though it %s', async ([, outcome]) => {
  const { cell, proven } = withChosen({ camera: FIRST });
  const tried = Promise.withResolvers<MediaErrorCode | undefined>();
  const first = proven.try('camera', SECOND, () => tried.promise);
  const second = proven.try('camera', THIRD, async () => undefined);
  tried.resolve(outcome);
  expect([await first, await second, cell.value.camera]).toEqual([undefined, undefined, THIRD]);
});

it('of one kind leaves those of the others', async () => {
  const { cell, proven } = withChosen({ camera: FIRST });
  const tried = Promise.withResolvers<MediaErrorCode | undefined>();
  const code = proven.try('sound', 'original', () => tried.promise);
  proven.amend({ noticesMutedSpeech: false });
  tried.resolve('in-use');
  expect(await code).toBe('in-use');
  expect(cell.value).toEqual({ camera: FIRST, sound: undefined, noticesMutedSpeech: false });
});
