import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { expect, test } from 'vitest';
import { SpeakerOutput } from './speaker-output.ts';

test('A speaker that refuses is asked once, and the next that is chosen too', () => {
  const asked: string[] = [];
  const element = {
    sinkId: '',
    setSinkId: (id: string) => {
      asked.push(id);
      return Promise.reject(new DOMException('', 'NotAllowedError'));
    },
  } as unknown as HTMLMediaElement;
  let speaker = '';
  const controllers: ReactiveController[] = [];
  const host: Partial<ReactiveControllerHost> = { addController: (added) => void controllers.push(added) };
  new SpeakerOutput(
    host as ReactiveControllerHost,
    () => element,
    () => speaker,
  );
  const render = () => controllers[0]?.hostUpdated?.();
  render();
  speaker = 'headset';
  render();
  render();
  expect(asked).toEqual(['headset']);
  speaker = '';
  render();
  speaker = 'headset';
  render();
  expect(asked).toEqual(['headset', '', 'headset']);
});
