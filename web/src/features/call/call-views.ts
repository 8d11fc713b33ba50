/** What comes after the lobby. Tests that begin there import it; on the site it comes by `later-views.ts`. */
import '../call-over/call-over.ts';
import '../in-call/in-call.ts';
