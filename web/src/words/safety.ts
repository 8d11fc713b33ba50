export const safetyWordsWords = () => ({
  title: 'Safety words',
  lead: 'Four words by which you can tell whether anybody sits between your two browsers.',
  show: 'Compare safety words',
  list: 'Your safety words',
  /** What they prove. */
  compare:
    'Read them to each other. If you both have the same four, your browsers are connected with each other and with nobody in between: nobody on the way can hear, see or read anything.',
  /** What they do not. */
  limits:
    'They do not say who sits at the other browser: you know that by the face and the voice. Nor do they say what their device does with what you say.',
  differ: 'If they differ, somebody is between you. Say nothing that matters, and leave.',
  another: 'You are connected anew since there were words first, so these are others. Compare them again.',
  none: 'There are no words yet. They are made when you are both in the call and connected.',
  oldPage:
    'The other’s page makes no safety words. It may be an older version: when they load it anew, there may be some.',
  broken:
    'There are no words: what came from the other’s page does not fit together. It may be an error, or somebody may be between you. Leave, come back, and look again.',
});
