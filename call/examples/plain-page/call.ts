/** Two people open this page at one address, and talk. */
import { CallError, type CallState, createCall, formatCallId, openCall, parseCallId } from '@parley/call';
import { connectFirebase } from '@parley/call/firebase';

const byId = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;
const [own, other] = [byId<HTMLVideoElement>('own'), byId<HTMLVideoElement>('other')];

function sentence(state: CallState): string {
  switch (state.phase) {
    case 'waiting':
      return 'Nobody else is here.';
    case 'connected':
      return state.peer?.hasEntered ? `You are talking with ${state.peer.name}.` : 'They are about to join.';
    case 'ended':
      return `The call is over: ${state.reason}.`;
    case 'failed':
      return `There is no call: ${state.error}.`;
    default:
      return 'One moment …';
  }
}

async function main() {
  // Reads the configuration of the site that serves this page.
  const services = await connectFirebase();
  const copied = location.hash.slice(1);
  const id = copied === '' ? await createCall(services) : parseCallId(copied);
  history.replaceState(null, '', `#${formatCallId(id)}`);
  byId('address').textContent = location.href;

  const call = openCall({ id, services, name: 'somebody' });
  call.media.subscribe(({ stream, microphone, camera }) => {
    own.srcObject = stream;
    byId('microphone').ariaPressed = String(microphone.status === 'on');
    byId('camera').ariaPressed = String(camera.status === 'on');
  });
  call.incoming.subscribe(({ person }) => {
    other.srcObject = person;
  });
  call.state.subscribe((state) => {
    byId('state').textContent = sentence(state);
    // Whoever says that their microphone is off should not be heard.
    other.muted = call.peer?.isMicrophoneOn !== true;
  });
  byId('join').onclick = () => call.enter();
  byId('microphone').onclick = () => call.toggle('microphone');
  byId('camera').onclick = () => call.toggle('camera');
  byId('leave').onclick = () => call.leave();
}

main().catch((error: unknown) => {
  byId('state').textContent = error instanceof CallError ? `It does not work: ${error.code}.` : `${error}`;
});
