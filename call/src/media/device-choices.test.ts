import { expect, it } from 'vitest';
import { constraintsFor, type SoundMode } from './device-choices.ts';

it('What was chosen some time ago is wished for, and what is chosen now is demanded', () => {
  const choices = { microphone: { id: 'headset', label: 'Headset' } };
  expect(constraintsFor('microphone', choices)).toMatchObject({ deviceId: { ideal: 'headset' } });
  expect(constraintsFor('microphone', choices, 'other')).toMatchObject({ deviceId: { exact: 'other' } });
  expect(constraintsFor('microphone', {})).not.toHaveProperty('deviceId');
});

it.each<[SoundMode | undefined, object]>([
  [undefined, { echoCancellation: true, noiseSuppression: true, autoGainControl: true }],
  ['noise-suppression', { echoCancellation: true, noiseSuppression: true, autoGainControl: true }],
  ['natural', { echoCancellation: true, noiseSuppression: false, autoGainControl: true }],
  ['original', { echoCancellation: false, noiseSuppression: false, autoGainControl: false }],
])('The sound %s is asked for as it is', (sound, expected) => {
  expect(constraintsFor('microphone', { sound })).toEqual(expected);
});

it('The voice alone is asked for beside all that browsers without that filter do', () => {
  expect(constraintsFor('microphone', { sound: 'voice-isolation' })).toMatchObject({
    ...{ voiceIsolation: true, noiseSuppression: true },
  });
});

it('A camera looks at the person unless they have chosen which', () => {
  expect(constraintsFor('camera', {})).toMatchObject({ facingMode: 'user' });
  expect(constraintsFor('camera', {}, 'back')).not.toHaveProperty('facingMode');
  expect(constraintsFor('camera', {})).not.toHaveProperty('backgroundBlur');
  expect(constraintsFor('camera', { isBackgroundBlurred: false })).toMatchObject({ backgroundBlur: false });
});
