/** What comes after the lobby. Tests that begin there import it; on the site it comes by `later-views.ts`. */
import { prepareStyles } from '../../ui/prepare-styles.ts';
import '../call-over/call-over.ts';
import { FIRST_ELEMENTS } from '../in-call/first-elements.ts';
import '../in-call/in-call.ts';

/** A press that leads into a call is to be answered with a picture soon. */
export const prepareViews = (): Promise<void> => prepareStyles(FIRST_ELEMENTS);
