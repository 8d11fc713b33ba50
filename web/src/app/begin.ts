/**
 * What every document begins with: little, so that all the rest is fetched by it, and fetched again where it was lost. A script
 * that a document names itself is asked for once.
 */
import { retryBriefly } from '@parley/call';

const isApplication = document.querySelector('parley-app') !== null;
// First, so that the servers are asked while the rest of the page begins. The application meets what comes of it.
if (isApplication && location.pathname.startsWith('/call'))
  retryBriefly(() => import('./site-services.ts')).then(
    ({ connectForCall }) => connectForCall(),
    () => {},
  );
// Each by itself: of two in one expression the bundler has the files of both fetched.
const fetchPage = isApplication ? () => import('./parley-app.ts') : () => import('./start-page.ts');
retryBriefly<unknown>(fetchPage).catch(() => {
  document.querySelector('.boot-late')?.classList.add('now');
});
