/** Stands in for `re2js`, with which Firestore would judge regular expressions of pipelines in the page (docs/decisions/0170-…). */
export const RE2JS = {
  compile(): never {
    throw new Error('This build leaves re2js out, and Firestore’s pipelines need it: see web/vite.config.ts');
  },
};
