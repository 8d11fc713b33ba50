/** What did not agree: nothing is right here, so the first of these ends the sequence. */
export class Disagreement extends Error {}
