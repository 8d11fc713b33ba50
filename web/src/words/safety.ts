export const safetyWordsWords = () => ({
  title: 'Safety words',
  lead: 'Four words by which you can tell whether anybody sits between your two browsers.',
  show: 'Compare safety words',
  list: 'Your safety words',
  /** What they prove. */
  compare:
    'Read them to each other. If you both have the same four, your browsers are connected with each other and with nobody in between: nobody on the way can hear, see or read anything, until you are connected anew.',
  /** What they do not. */
  limits:
    'They do not say who sits at the other browser: you know that by the face and the voice. Nor do they say what their device does with what you say.',
  differ: 'If they differ, somebody is between you. Say nothing that matters, and leave.',
  another: 'You are connected anew since there were words first, so these are others. Compare them again.',
  afterFailure:
    'Since this page was opened, making words has failed before. It may have been the connection. Compare these before you say what matters.',
  /** The words that this person was shown are no more. */
  anew: {
    title: 'You are connected anew',
    help: 'The safety words that you were shown count no more. Compare them again before you say what matters.',
  },
  look: 'Look at safety words',
  failed: 'Try again',
  none: 'There are no words yet. They are made when you are both in the call and connected.',
  oldPage:
    'What comes from the other’s page says that it makes no safety words. It may be an older version, or somebody between you may have left them out. Load both pages anew. If there are still none, do not rely on this call for what nobody else may hear.',
  broken:
    'There are no words: what came from the other’s page does not fit together, or did not come in time. It may be an error, or somebody may be between you. Leave, come back, and look again.',
});
