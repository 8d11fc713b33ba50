/**
 * In which the interface writes. It is in English; whose hours and dates it writes, Britain's or America's, the browser
 * knows.
 */
export function locale(languages: readonly string[] = navigator.languages): string {
  return languages.find((language) => /^en\b/i.test(language)) ?? 'en-GB';
}
