/** Which element shows which page, what it is given, and what becomes of what it asks for. */
import type { Call, CallServices, DeviceMemory } from '@parley/call';
import type { CallAddress } from '@parley/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { NewCallRequestedEvent } from '../features/call-over/events.ts';
import type { Begun } from '../features/home/begun.ts';
import type { JoinCallRequestedEvent } from '../features/home/events.ts';
import type { CallScheduledEvent, OpenCallRequestedEvent } from '../features/schedule/events.ts';
import type { KnownCalls } from '../memory/known-calls.ts';
import type { Clock } from '../ui/clock-context.ts';
import '../ui/press.ts';
import type { CallAddressChangedEvent } from './events.ts';
import type { PeopleAccess } from './people-access.ts';
import type { Route } from './route.ts';
import type { ShownCall } from './shown-call.ts';
import type { SiteNavigation } from './site-navigation.ts';

/** What the pages need of the site. */
export interface PageSurroundings {
  readonly connect: () => Promise<CallServices>;
  readonly known: KnownCalls;
  readonly memory: DeviceMemory;
  readonly now: Clock;
  readonly people: PeopleAccess;
  /** What was done on the start page before the application was there; undefined: nothing, or it is gone on with. */
  readonly begun: Begun | undefined;
  readonly call: ShownCall;
  readonly navigation: SiteNavigation;
}

/** The page, and that of a call in a place of its own: drawn before it is gone into, it is the same then. */
export function pageTemplate(route: Route, site: PageSurroundings): unknown {
  return route.page === 'call'
    ? [nothing, visitTemplate(route, site.call.opened, site, false)]
    : [otherPageTemplate(route, site), aheadTemplate(site)];
}

function aheadTemplate(site: PageSurroundings): unknown {
  const { ahead } = site.people;
  return ahead === undefined ? nothing : visitTemplate(ahead.address.value, ahead, site, true);
}

/** @param isAhead nobody has gone into it: nothing of it is seen, heard or noted */
function visitTemplate(
  address: CallAddress,
  opened: Call | undefined,
  { connect, known, now, call, navigation }: PageSurroundings,
  isAhead: boolean,
): TemplateResult {
  return html`<parley-call-visit
    exportparts=${isAhead ? nothing : 'own-picture'}
    ?ahead=${isAhead}
    ?inert=${isAhead}
    .address=${address}
    .connect=${connect}
    .known=${known}
    .now=${now}
    .isResuming=${call.isResuming}
    .opened=${opened}
    @call-state-changed=${navigation.onCallState}
    @host-key-refused=${navigation.onHostKeyRefused}
    @call-address-changed=${({ address }: CallAddressChangedEvent) => navigation.moveCall(address)}
    @new-call-requested=${({ peerName }: NewCallRequestedEvent) => navigation.startFor(peerName)}
  ></parley-call-visit>`;
}

function otherPageTemplate(
  route: Exclude<Route, { page: 'call' }>,
  { connect, known, memory, people, navigation, begun }: PageSurroundings,
): TemplateResult {
  switch (route.page) {
    case 'home':
      return html`<parley-home-page
        exportparts="own-picture"
        .connect=${connect}
        .known=${known}
        .people=${people.desk}
        .preferences=${people.preferences}
        .arePeopleMissing=${people.isMissing}
        .memory=${memory}
        ?isForName=${people.isForName}
        .isOpening=${navigation.route.page === 'call'}
        .starting=${route.starting}
        .begun=${begun}
        @join-call-requested=${({ address, isBack }: JoinCallRequestedEvent) => navigation.enter(address, isBack)}
        @people-wanted=${people.open}
      ></parley-home-page>`;
    case 'schedule':
      return html`<parley-schedule-page
        .connect=${connect}
        .known=${known}
        .memory=${memory}
        @call-scheduled=${({ id }: CallScheduledEvent) => navigation.navigate({ page: 'scheduled-call', id, isNew: true })}
      ></parley-schedule-page>`;
    case 'scheduled-call':
      return html`<parley-scheduled-call-page
        .callId=${route.id}
        .isNew=${route.isNew === true}
        .connect=${connect}
        .known=${known}
        @open-call-requested=${({ id }: OpenCallRequestedEvent) => navigation.navigate({ page: 'call', id })}
      ></parley-scheduled-call-page>`;
    case 'broken-link':
    case 'not-found':
      return html`<parley-lost-page .problem=${'problem' in route ? route.problem : undefined}></parley-lost-page>`;
  }
}
