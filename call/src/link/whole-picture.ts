/** Most pictures say only what is another than in the one before: whoever has missed that one cannot draw them. A whole one, a key frame, needs none. */

/** https://w3c.github.io/webrtc-extensions/#rtcrtpsender-setparameters-keyframe, which TypeScript's library lacks. */
type SetParametersWithOptions = (
  parameters: RTCRtpSendParameters,
  options: { readonly encodingOptions: readonly { readonly keyFrame: boolean }[] },
) => Promise<void>;

/**
 * Has a sender's next picture be whole, if it sends pictures. Rejects when it was stopped, or changed by somebody else meanwhile: then it
 * may be left without any picture, and is to be told anew what it sends.
 */
export async function sendWholePicture(sender: RTCRtpSender): Promise<void> {
  if (sender.track?.kind !== 'video') return;
  const parameters = sender.getParameters();
  if (!parameters.encodings.some(({ active }) => active)) return;
  let isKnown = false;
  const options = {
    // Browsers read what they know, and nothing else.
    get encodingOptions() {
      isKnown = true;
      return parameters.encodings.map(() => ({ keyFrame: true }));
    },
  };
  const setParameters: SetParametersWithOptions = sender.setParameters.bind(sender);
  await setParameters(parameters, options);
  if (isKnown) return;
  // Whatever is sent anew begins with a whole one.
  for (const active of [false, true]) {
    const present = sender.getParameters();
    for (const encoding of present.encodings) encoding.active = active;
    await sender.setParameters(present);
  }
}
