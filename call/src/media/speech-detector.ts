/** Whether somebody speaks, from how loud it is. Pure: loudness and time come in. */

/** How often it should be told how loud it is, in milliseconds: a syllable lasts about 200. */
export const SAMPLE_MS = 60;

/** Nothing softer is speech into a microphone of one's own, in dB below full scale. */
const SOFTEST_DB = -50;

/** So much louder than the room: fans and traffic are even, and voices are not. */
const ABOVE_ROOM_DB = 12;

/** The room is what was softest of late; it may get louder, and so is forgotten by so much a second. */
const ROOM_RISE_DB_PER_S = 3;

/** Of the last so many samples (half a second), so many must be loud: a cough and a key are shorter. */
const WINDOW_LENGTH = 8;
const LOUD_COUNT = 5;

/** How long somebody counts as speaking who pauses, in milliseconds. */
const PAUSE_MS = 2_000;

export class SpeechDetector {
  readonly #window: boolean[] = [];
  #roomDb = Number.POSITIVE_INFINITY;
  #updatedAt: number | undefined;
  #spokeAt: number | undefined;

  /**
   * @param loudnessDb of the last sample, in dB below full scale: 0 is as loud as can be, −∞ is silence
   * @param at in milliseconds, of any clock that only goes forward
   * @returns whether somebody is speaking
   */
  update(loudnessDb: number, at: number): boolean {
    const passedS = (at - (this.#updatedAt ?? at)) / 1_000;
    this.#updatedAt = at;
    // A room is never silent; what is, is a device that has not begun.
    const heardDb = Math.max(loudnessDb, -90);
    this.#roomDb = Math.min(this.#roomDb + passedS * ROOM_RISE_DB_PER_S, heardDb);
    this.#window.push(heardDb >= Math.max(SOFTEST_DB, this.#roomDb + ABOVE_ROOM_DB));
    if (this.#window.length > WINDOW_LENGTH) this.#window.shift();
    if (this.#window.filter(Boolean).length >= LOUD_COUNT) this.#spokeAt = at;
    return this.#spokeAt !== undefined && at - this.#spokeAt < PAUSE_MS;
  }
}
