import { locale } from './locale.ts';

/** Of one sentence. English has two; `other` stands in for those that a language does not have. */
type Forms = { readonly [form in 'one' | 'other']: string } & {
  readonly [form in Intl.LDMLPluralRule]?: string;
};

/** The whole sentence in the form that its number asks for. @param language for tests */
export function plural(count: number, forms: Forms, language = locale()): string {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
}
