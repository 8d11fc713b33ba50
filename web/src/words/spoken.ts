import { html, type TemplateResult } from 'lit';

/** Of the host, who reads words out. */
export const sayWordsWords = () => ({
  say: 'Say words instead',
  help: 'They type these words on the first page, in this order. You let them in.',
  drawing: 'Finding four words…',
  words: 'Words to say',
  anew: 'Other words',
  stop: 'Take them back',
  taken:
    'Somebody has typed these words, so nobody else can come by them now. Is it not who you meant? Say other words.',
  lapsed: 'The words have lapsed.',
  used: 'Your words are used up. Nobody else can come by them.',
});

/** @param time `15:12` */
export function wordsHoldUntil(time: string): string {
  return `The words hold until ${time}, for one person, while you wait.`;
}

/** Of whoever has typed them. */
export const typedWordsWords = () => ({
  checking: 'Looking for whoever reads these words out…',
  nowhere:
    'These words lead nowhere. One of them may be wrong, somebody else may have typed them, their time may be over, or the one who read them out has stopped waiting or has other words by now. Ask for the words again.',
  own: 'You read these words out yourself, in this browser. The other types them in theirs.',
  rung: 'Found. They see that you are there as soon as they look, and can let you in.',
  oneMoment: 'They have seen you. It takes a moment.',
  declined: 'You were not let in.',
  gone: 'These words do not lead you anywhere any more. Their time is over, the one who read them out has stopped waiting or has other words by now, or you have typed others in another tab.',
  elsewhere:
    'You have typed these words in another tab since, so nobody sees you here. To wait here, press Join again.',
});

/** What was written is none of the words. @param offers buttons with words that may be meant; undefined: none is like it */
export function unknownWord(written: string, offers?: TemplateResult): TemplateResult {
  const word = html`<bdi>${written}</bdi>`;
  return offers === undefined
    ? html`“${word}” is none of the words that are read out. Check how it is spelled.`
    : html`“${word}” is none of the words that are read out. Did you mean ${offers}`;
}

/** Each stands on a button of its own, and is a whole question there. */
export function offeredWord(word: string): string {
  return `${word}?`;
}

export type SpokenProblem = 'too-few-words' | 'too-many-words';

/** Why what was typed is not the words that somebody reads out. */
export function spokenProblem(problem: SpokenProblem): string {
  const sentences: Readonly<Record<SpokenProblem, string>> = {
    'too-few-words':
      'This is too short. A call ID has 20 letters and digits, and words that are read out are four.',
    'too-many-words': 'These are more than four words. Type the four that were read out, and nothing else.',
  };
  return sentences[problem];
}
