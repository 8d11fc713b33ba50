/** A peer who has the call ID and means harm. Runs in their page, before it: their browser says what they want it to. */

declare global {
  interface Window {
    /** The ends of the control channels that the page has made. */
    hostileChannels: RTCDataChannel[];
    /** Changes what is about to be sealed as an offer or an answer; undefined: an honest page. */
    hostileRewrite: ((description: { sdp: string; name: string }) => object) | undefined;
    hostileRewriteCount: number;
  }
}

export function becomeHostile(): void {
  window.hostileChannels = [];
  window.hostileRewriteCount = 0;
  const { createDataChannel } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.createDataChannel = function (...args) {
    const channel = createDataChannel.apply(this, args);
    if (channel.label === 'control') window.hostileChannels.push(channel);
    return channel;
  };
  const { stringify } = JSON;
  JSON.stringify = (value, ...rest: unknown[]) => {
    const isDescription = typeof value === 'object' && value !== null && 'sdp' in value && 'link' in value;
    if (!isDescription || window.hostileRewrite === undefined) return stringify(value, ...(rest as []));
    window.hostileRewriteCount += 1;
    return stringify(window.hostileRewrite(value));
  };
}

/** Says something on the control channel, in the page. */
export function sayRaw(messages: (string | ArrayBuffer)[]): void {
  const channel = window.hostileChannels.findLast(({ readyState }) => readyState === 'open');
  for (const message of messages) channel?.send(message as string);
}
