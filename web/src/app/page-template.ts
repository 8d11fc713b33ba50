/** Which element shows which page, what it is given, and what becomes of what it asks for. */
import type { CallServices, DeviceMemory } from '@parley/call';
import { html, type TemplateResult } from 'lit';
import type { NewCallRequestedEvent } from '../features/call-over/events.ts';
import type { Begun } from '../features/home/begun.ts';
import type { JoinCallRequestedEvent } from '../features/home/events.ts';
import type { CallScheduledEvent, OpenCallRequestedEvent } from '../features/schedule/events.ts';
import type { KnownCalls } from '../memory/known-calls.ts';
import type { Clock } from '../ui/clock-context.ts';
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

export function pageTemplate(route: Route, site: PageSurroundings): TemplateResult {
  const { connect, known, memory, now, people, navigation } = site;
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
        .begun=${site.begun}
        @join-call-requested=${({ address, isBack }: JoinCallRequestedEvent) => navigation.enter(address, isBack)}
        @people-wanted=${people.open}
      ></parley-home-page>`;
    case 'call':
      return html`<parley-call-visit
        exportparts="own-picture"
        .address=${route}
        .connect=${connect}
        .known=${known}
        .now=${now}
        .isResuming=${site.call.isResuming}
        .opened=${site.call.opened}
        @call-state-changed=${navigation.onCallState}
        @host-key-refused=${navigation.onHostKeyRefused}
        @call-address-changed=${({ address }: CallAddressChangedEvent) => navigation.moveCall(address)}
        @new-call-requested=${({ peerName }: NewCallRequestedEvent) => navigation.startFor(peerName)}
      ></parley-call-visit>`;
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
