/**
 * Makes a browser find its candidates late, as it does when it has to ask servers for them: none is in a description,
 * and they come one by one. Runs in the page, before it.
 */
export function gatherSlowly(): void {
  const DELAY_MS = 250;
  let { prototype } = RTCPeerConnection;
  // The probe may have put a class of its own before the browser's.
  while (!Object.hasOwn(prototype, 'localDescription')) prototype = Object.getPrototypeOf(prototype);
  const { addEventListener } = EventTarget.prototype;
  prototype.addEventListener = function (
    this: RTCPeerConnection,
    type: string,
    listener: (event: Event) => void,
    options?: AddEventListenerOptions,
  ) {
    const late = (event: Event) =>
      setTimeout(() => options?.signal?.aborted || listener.call(this, event), DELAY_MS);
    addEventListener.call(this, type, type === 'icecandidate' ? late : listener, options);
  };
  const description = Object.getOwnPropertyDescriptor(prototype, 'localDescription');
  Object.defineProperty(prototype, 'localDescription', {
    get(this: RTCPeerConnection) {
      const whole: RTCSessionDescription | null = description?.get?.call(this);
      return whole && { type: whole.type, sdp: whole.sdp.replace(/^a=candidate:.*\r\n/gm, '') };
    },
  });
  Object.defineProperty(prototype, 'iceGatheringState', { get: () => 'gathering' });
}
