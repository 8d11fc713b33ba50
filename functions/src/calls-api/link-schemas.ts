/** What a program decides for whoever comes by a link, in requests and answers. */
import { cleanName, MAX_NAME_LENGTH, MAX_RETURN_URL_LENGTH, parseReturnUrl } from '@parley/protocol';
import * as z from 'zod';
import { LANGUAGES } from '../bookings/booking.ts';

const NAME = {
  description:
    'What they are called in the call, unless they say otherwise. Both people read it. A change renames nobody who is in the call: it holds when they come again.',
  examples: ['Grace'],
};
const RETURN_URL = {
  description:
    'Where they may go on when the call is over: a button names its host, and nobody is sent there without pressing it. Its origin must be one that the API key allows. Both browsers get it, so it is no place for a secret.',
  format: 'uri',
  examples: ['https://booking.example.com/thanks'],
};
const skipLobby = z.boolean().meta({
  description:
    'Whether they go in without pressing Join, where their browser lets the site use camera and microphone without asking. Elsewhere they are in the lobby. The API key must allow it.',
});
const language = z.enum(LANGUAGES).meta({ description: 'In which the page is. There is no other so far.' });

const displayName = z.string().min(1).max(MAX_NAME_LENGTH).meta(NAME);
const returnUrl = z.string().max(MAX_RETURN_URL_LENGTH).meta(RETURN_URL);

/** As it is told. */
export const linkSettings = z
  .strictObject({ displayName, returnUrl, skipLobby, language })
  .partial()
  .meta({ id: 'LinkSettings' });

/** As it is asked for. */
export const chosenLink = z
  .strictObject({
    displayName: displayName
      .transform((text, context) => cleanName(text) || refuse(context, 'must have something to be seen'))
      .meta(NAME),
    returnUrl: returnUrl
      .transform(
        (text, context) =>
          parseReturnUrl(text)?.href ??
          refuse(
            context,
            `must be an https address of up to ${MAX_RETURN_URL_LENGTH} characters, without a user and a password`,
          ),
      )
      .meta(RETURN_URL),
    skipLobby,
    language,
  })
  .partial()
  .meta({
    id: 'ChosenLink',
    description: 'For whoever comes by this link. What is not named is as for everybody.',
  });

function refuse(context: z.core.$RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
