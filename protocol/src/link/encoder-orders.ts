/**
 * What a description may order of the other's encoder, who pays for it in bandwidth and battery. `a=ptime` and
 * `a=maxptime` are not even read: a packet every 3 ms is seven times as many as usual.
 */

/** Those that help against loss, or make for fewer packets. https://www.rfc-editor.org/rfc/rfc7587#section-6.1 */
const HARMLESS_OF_AUDIO = /^(?:useinbandfec=1|usedtx=[01]|minptime=(?:10|20|40|60))$/;

/** What goes into a packet of redundant audio: so many of one codec, of which browsers send two. https://www.rfc-editor.org/rfc/rfc2198 */
const REDUNDANCY = /^\d{1,3}(?:\/\d{1,3}){1,2}$/;
/** What tones there may be. https://www.rfc-editor.org/rfc/rfc4733#section-2.4.1 */
const TONES = /^\d{1,3}(?:-\d{1,3})?(?:,\d{1,3}(?:-\d{1,3})?){0,15}$/;

/** The `a=fmtp` line without orders on bit rates, channels and packet times; undefined: nothing is left of it. */
export function withoutOrders(line: string, isAudio: boolean): string | undefined {
  const [, head = '', values = ''] = /^(a=fmtp:\S+ )(.*)$/.exec(line) ?? [];
  if (!values.includes('='))
    return isAudio && (REDUNDANCY.test(values) || TONES.test(values)) ? line : undefined;
  const kept = values
    .split(';')
    .map((value) => value.trim())
    .filter((value) => isHarmless(value, isAudio));
  return kept.length === 0 ? undefined : head + kept.join(';');
}

function isHarmless(value: string, isAudio: boolean): boolean {
  // Chromium takes orders on bit rates of video from these.
  return isAudio ? HARMLESS_OF_AUDIO.test(value) : value !== '' && !/^x-google-/i.test(value);
}
