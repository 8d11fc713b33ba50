/**
 * What no site can go below: two connections in one page, introduced to each other by function calls. `standing`: they are connected
 * before the press, and nobody sends yet.
 */
import { NO_SERVERS, openCamera, parameter, ready, show } from './page.ts';

const isStanding = parameter('connection') === 'standing';
const stream = await openCamera();
const [guest, host] = [new RTCPeerConnection(NO_SERVERS), new RTCPeerConnection(NO_SERVERS)];
guest.onicecandidate = ({ candidate }) => void host.addIceCandidate(candidate ?? undefined);
host.onicecandidate = ({ candidate }) => void guest.addIceCandidate(candidate ?? undefined);
guest.ontrack = ({ streams: [other], track }) => show('other', other ?? new MediaStream([track]));

if (isStanding) {
  for (const track of stream.getTracks()) guest.addTransceiver(track.kind);
  await connect();
  for (const transceiver of host.getTransceivers()) transceiver.direction = 'sendrecv';
  await connect();
  await new Promise<void>((resolve) => {
    const look = () => guest.connectionState === 'connected' && resolve();
    guest.onconnectionstatechange = look;
    look();
  });
  ready(async () => {
    for (const connection of [guest, host])
      for (const { sender, receiver } of connection.getTransceivers())
        await sender.replaceTrack(
          stream.getTracks().find(({ kind }) => kind === receiver.track.kind) ?? null,
        );
  });
} else {
  ready(async () => {
    for (const connection of [guest, host])
      for (const track of stream.getTracks()) connection.addTrack(track, stream);
    await connect();
  });
}

async function connect(): Promise<void> {
  await guest.setLocalDescription();
  await host.setRemoteDescription(guest.localDescription ?? { type: 'rollback' });
  await host.setLocalDescription();
  await guest.setRemoteDescription(host.localDescription ?? { type: 'rollback' });
}
