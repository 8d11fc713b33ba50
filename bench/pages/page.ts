/** What the pages beside Parley have in common: a camera of its size, the two pictures, and a button that is pressed when all is ready. */

/** What Parley asks its camera for. */
const CAMERA: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** No servers beyond the one of the contender: the two are on one machine. */
export const NO_SERVERS: RTCConfiguration = { iceServers: [] };

const parameters = new URLSearchParams(location.search);

/** @throws {Error} if the address does not have it */
export function parameter(name: string): string {
  const value = parameters.get(name);
  if (value === null) throw new Error(`The address lacks ${name}`);
  return value;
}

export async function openCamera(): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: CAMERA });
  show('own', stream);
  return stream;
}

/** Each stream in an element of its own, as pages have them. */
export function show(whose: 'own' | 'other', stream: MediaStream): void {
  const video = document.querySelector<HTMLVideoElement>(`#${whose}`) ?? document.createElement('video');
  video.id = whose;
  video.autoplay = true;
  video.muted = whose === 'own';
  if (video.srcObject !== stream) video.srcObject = stream;
  document.body.append(video);
}

/** All is as it is when somebody presses the button. */
export function ready(onPress: () => void | Promise<void>): void {
  const button = document.createElement('button');
  button.textContent = 'Join';
  button.addEventListener('click', () => void onPress(), { once: true });
  document.body.append(button);
}

/** Of a host, who has no more to do. */
export function waits(): void {
  document.body.dataset.state = 'waiting';
}
