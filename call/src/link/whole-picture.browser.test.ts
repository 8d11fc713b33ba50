import { expect, it, vi } from 'vitest';
import { connectedPair, createTracks, type Peer, seesAndHears, soon } from '../testing/peer-pair.ts';

async function keyFramesOf({ connection }: Peer): Promise<number> {
  const reports = [...(await connection.getStats()).values()];
  return reports.reduce((sum, { keyFramesEncoded = 0 }) => sum + keyFramesEncoded, 0);
}

/** Pictures that nothing makes smaller or larger any more, each of which takes a whole one. */
async function steadyPair(): Promise<[Peer, Peer]> {
  const [one, other] = await connectedPair();
  one.link.limit({ camera: { maxHeight: 120, maxBitsPerSecond: 200_000 } });
  one.link.setOutgoing(await createTracks());
  let before = -1;
  await soon(async () => {
    await seesAndHears(other);
    const now = await keyFramesOf(one);
    const isSteady = now === before;
    before = now;
    expect(isSteady).toBe(true);
  });
  return [one, other];
}

it('A picture that is whole comes when it is asked for, and those after it go on', async () => {
  const [one, other] = await steadyPair();
  const before = await keyFramesOf(one);
  one.link.renewPictures();
  await soon(async () => expect(await keyFramesOf(one)).toBeGreaterThan(before));
  await seesAndHears(other);
});

it('So it does where a browser has no word for that', async () => {
  const [one, other] = await steadyPair();
  const sender = one.connection.getSenders().find(({ track }) => track?.kind === 'video');
  if (sender === undefined) throw new Error('A camera is sent');
  const native = sender.setParameters.bind(sender);
  const spy = vi.spyOn(sender, 'setParameters').mockImplementation((parameters) => native(parameters));
  const before = await keyFramesOf(one);
  one.link.renewPictures();
  await soon(async () => expect(await keyFramesOf(one)).toBeGreaterThan(before));
  await seesAndHears(other);
  expect(spy.mock.lastCall?.[0].encodings[0]?.active).toBe(true);
});

it('And where the browser will not send on after that pause, it is told to again', async () => {
  const [one, other] = await steadyPair();
  const sender = one.connection.getSenders().find(({ track }) => track?.kind === 'video');
  if (sender === undefined) throw new Error('A camera is sent');
  const native = sender.setParameters.bind(sender);
  let isPaused = false;
  let refusedCount = 0;
  vi.spyOn(sender, 'setParameters').mockImplementation(async (parameters) => {
    const isActive = parameters.encodings[0]?.active === true;
    if (isPaused && isActive && refusedCount === 0) {
      refusedCount += 1;
      throw new DOMException('Changed meanwhile', 'InvalidStateError');
    }
    isPaused = !isActive;
    await native(parameters);
  });
  one.link.renewPictures();
  await soon(() => expect(refusedCount).toBe(1));
  await soon(() => expect(sender.getParameters().encodings[0]?.active).toBe(true));
  await seesAndHears(other);
});

it('What is paused stays so', async () => {
  const [one] = await steadyPair();
  one.link.limit({ camera: { isPaused: true } });
  const sender = one.connection.getSenders().find(({ track }) => track?.kind === 'video');
  await soon(() => expect(sender?.getParameters().encodings[0]?.active).toBe(false));
  const spy = vi.spyOn(sender as RTCRtpSender, 'setParameters');
  one.link.renewPictures();
  one.link.limit({});
  await soon(() => expect(sender?.getParameters().encodings[0]?.active).toBe(true));
  expect(spy).toHaveBeenCalledTimes(1);
});
