import type { DeviceChoices } from '@parley/call';
import { expect, it } from 'vitest';
import { keepChoices, readChoices } from './kept-choices.ts';

function memoryOf(text: string | null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  };
}

it.each<[string, DeviceChoices]>([
  ['nothing', {}],
  [
    'everything',
    {
      microphone: { id: '1', label: 'Headset' },
      camera: { id: '2', label: 'Webcam' },
      speaker: { id: '', label: '' },
      ...({ sound: 'original', isBackgroundBlurred: true, noticesMutedSpeech: false } as const),
    },
  ],
])('remembers %s that was chosen', (_, choices) => {
  const memory = memoryOf(null);
  keepChoices(memory, choices);
  expect(readChoices(memory)).toEqual(choices);
});

it.each([
  null,
  '',
  'null',
  '7',
  '[',
  '{"microphone":"Headset","camera":{"id":1,"label":"x"},"speaker":null,"sound":"loud","isBackgroundBlurred":1}',
])('takes %s for nothing', (text) => {
  expect(readChoices(memoryOf(text))).toEqual({});
});
