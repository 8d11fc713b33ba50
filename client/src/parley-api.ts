// Written by `npm run api-client` of the API's schemas: do not edit.

/** Either `endsAt` or `durationMinutes` is required, and not both. */
export interface NewCall {
  /** What the call is about, as both people and their calendars see it. */
  readonly title?: string | undefined;

  /** RFC 3339, with an offset. Left out: now. */
  readonly startsAt?: string | undefined;

  /** When the call ends for both. At most 24 hours after the start. */
  readonly endsAt?: string | undefined;

  /** How long the call may take. Instead of `endsAt`. */
  readonly durationMinutes?: number | undefined;

  /** IANA time zone in which the call was arranged. */
  readonly timeZone?: string | undefined;

  /** Named in the calendar file. */
  readonly host?: { readonly name?: string | undefined; readonly email?: string | undefined } | undefined;

  /** Named in the calendar file. */
  readonly guest?: { readonly name?: string | undefined; readonly email?: string | undefined } | undefined;
  readonly hostLink?: ChosenLink | undefined;
  readonly guestLink?: ChosenLink | undefined;

  /** Who may sit down first: `anyone` of the two, or the guest only `after-host`. With `ask` whoever comes has to knock, and the host lets one person in at a time; a call is made with that or without, and a change of it is refused. */
  readonly admission?: 'anyone' | 'after-host' | 'ask' | undefined;

  /** How long before its start the call opens. */
  readonly earlyEntryMinutes?: number | undefined;

  /** How long the call goes on when all have left after they have met; until then it waits for its end. */
  readonly emptyTimeoutSeconds?: number | undefined;

  /** Your own name for the call, to find it again. */
  readonly externalId?: string | undefined;

  /** Whatever you want to have back with the call: up to 50 names of up to 40 characters, with texts of up to 500. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** For whoever comes by this link. What is not named is as for everybody. */
export interface ChosenLink {
  /** What they are called in the call, unless they say otherwise. Both people read it. A change renames nobody who is in the call: it holds when they come again. */
  readonly displayName?: string | undefined;

  /** Where they may go on when the call is over: a button names its host, and nobody is sent there without pressing it. Its origin must be one that the API key allows. Both browsers get it, so it is no place for a secret. */
  readonly returnUrl?: string | undefined;

  /** Whether they go in without pressing Join, where their browser lets the site use camera and microphone without asking. Elsewhere they are in the lobby. The API key must allow it. */
  readonly skipLobby?: boolean | undefined;

  /** In which the page is. There is no other so far. */
  readonly language?: 'en' | undefined;
}

export interface NewCalls {
  /** Up to 50, each with a result of its own. */
  readonly calls: readonly NewCall[];
}

/** What is not named stays as it is; null takes a value away. A call whose start moves keeps its length, and how early it opens, unless they are named too. */
export interface CallChange {
  /** What the call is about, as both people and their calendars see it. */
  readonly title?: string | undefined;

  /** RFC 3339, with an offset. */
  readonly startsAt?: string | undefined;

  /** When the call ends for both. At most 24 hours after the start. */
  readonly endsAt?: string | undefined;

  /** How long the call may take. Instead of `endsAt`. */
  readonly durationMinutes?: number | undefined;

  /** IANA time zone in which the call was arranged. */
  readonly timeZone?: string | undefined;
  readonly host?:
    | { readonly name?: string | undefined; readonly email?: string | undefined }
    | null
    | undefined;
  readonly guest?:
    | { readonly name?: string | undefined; readonly email?: string | undefined }
    | null
    | undefined;
  readonly hostLink?: ChosenLink | null | undefined;
  readonly guestLink?: ChosenLink | null | undefined;

  /** Who may sit down first: `anyone` of the two, or the guest only `after-host`. With `ask` whoever comes has to knock, and the host lets one person in at a time; a call is made with that or without, and a change of it is refused. */
  readonly admission?: 'anyone' | 'after-host' | 'ask' | undefined;

  /** How long before its start the call opens. */
  readonly earlyEntryMinutes?: number | undefined;

  /** How long the call goes on when all have left after they have met; until then it waits for its end. */
  readonly emptyTimeoutSeconds?: number | undefined;
  readonly externalId?: string | null | undefined;

  /** Whatever you want to have back with the call: up to 50 names of up to 40 characters, with texts of up to 500. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** Who is to come by the new link; null: nobody is named. Left out: the same person. What was decided for the link stays unless it is named, except for the `displayName` of another guest. */
export interface NewGuestLink {
  readonly guest?:
    | { readonly name?: string | undefined; readonly email?: string | undefined }
    | null
    | undefined;
  readonly guestLink?: ChosenLink | null | undefined;
}

/** All events, unless you name some. */
export interface NewWebhook {
  /** Where to send: an https address on the public internet, without a user name or a password. */
  readonly url: string;

  /** What to hear of. */
  readonly events?:
    | readonly (
        | 'call.scheduled'
        | 'call.rescheduled'
        | 'call.cancelled'
        | 'call.started'
        | 'call.ended'
        | 'call.missed'
        | 'host.arrived'
        | 'host.left'
        | 'guest.arrived'
        | 'guest.left'
      )[]
    | undefined;
}

/** What is not named stays as it is. Its secret stays, too. */
export interface WebhookChange {
  /** Where to send: an https address on the public internet, without a user name or a password. */
  readonly url?: string | undefined;

  /** What to hear of. */
  readonly events?:
    | readonly (
        | 'call.scheduled'
        | 'call.rescheduled'
        | 'call.cancelled'
        | 'call.started'
        | 'call.ended'
        | 'call.missed'
        | 'host.arrived'
        | 'host.left'
        | 'guest.arrived'
        | 'guest.left'
      )[]
    | undefined;

  /** `disabled`: nothing is sent there. What happens meanwhile can be replayed afterwards. */
  readonly status?: 'enabled' | 'disabled' | undefined;
}

export interface NewReplay {
  /** Messages that were made at this time or later, and have failed. */
  readonly since: string;
}

export interface Call {
  /** For this API. It leads to no link. */
  readonly id: string;

  /** `scheduled`: nobody may enter yet. `open`: they may, and have not met so far. `live`: they have met. `ended`: they have met, and it is over. `missed`: it is over, and they have not met. `cancelled`. */
  readonly status: 'scheduled' | 'open' | 'live' | 'ended' | 'cancelled' | 'missed';

  /** What the call is about, as both people and their calendars see it. */
  readonly title: string;

  /** RFC 3339, in UTC. */
  readonly startsAt: string;

  /** RFC 3339, in UTC. */
  readonly endsAt: string;

  /** IANA time zone in which the call was arranged. */
  readonly timeZone: string;

  /** For the guest. Whoever has it may enter as the guest: keep it as a secret. */
  readonly joinUrl: string;

  /** For the host, and nobody else. Null for an API key without the scope `write`. */
  readonly hostUrl: string | null;
  readonly host: { readonly name?: string | undefined; readonly email?: string | undefined } | null;
  readonly guest: { readonly name?: string | undefined; readonly email?: string | undefined } | null;
  readonly hostLink: LinkSettings | null;
  readonly guestLink: LinkSettings | null;

  /** Who may sit down first: `anyone` of the two, or the guest only `after-host`. With `ask` whoever comes has to knock, and the host lets one person in at a time; a call is made with that or without, and a change of it is refused. */
  readonly admission: 'anyone' | 'after-host' | 'ask';

  /** How long before its start the call opens. */
  readonly earlyEntryMinutes: number;

  /** How long the call goes on when all have left after they have met; until then it waits for its end. */
  readonly emptyTimeoutSeconds: number;
  readonly externalId: string | null;

  /** Whatever you want to have back with the call: up to 50 names of up to 40 characters, with texts of up to 500. */
  readonly metadata: Readonly<Record<string, string>>;

  /** One more with every change; the number in the ETag. */
  readonly revision: number;

  /** RFC 3339, in UTC. */
  readonly createdAt: string;

  /** RFC 3339, in UTC. */
  readonly updatedAt: string;

  /** When the two were first connected. */
  readonly startedAt: string | null;

  /** When it ended, if before `endsAt`. */
  readonly endedAt: string | null;

  /** Once it is `ended` or `missed`. `host`; `empty`: all had left; `time`; `api`: this API, asked to end it; `cancellation`: it was cancelled while it went on. */
  readonly endedBy: 'host' | 'empty' | 'time' | 'api' | 'cancellation' | null;
  readonly cancelledAt: string | null;

  /** When the host first pressed Join. */
  readonly hostCameAt: string | null;

  /** When the host last left. Somebody who vanishes without a word has not. */
  readonly hostLeftAt: string | null;

  /** When the guest first pressed Join. */
  readonly guestCameAt: string | null;

  /** When the guest last left. */
  readonly guestLeftAt: string | null;

  /** From the first meeting to the end, once it is over. */
  readonly durationSeconds: number | null;

  /** Who never came, once it is `ended` or `missed`. Empty: both came, though not always together. */
  readonly absent: readonly ('host' | 'guest')[] | null;
  readonly links: {
    readonly self: string;

    /** The calendar file (.ics). It takes the API key too. */
    readonly invitation: string;

    /** The body of a mail. It takes the API key too. */
    readonly invitationMail: string;

    /** For the guest: opens the form for a new entry, filled in. Tells Google the join link. */
    readonly googleCalendar: string;

    /** The same for a private account at Microsoft. */
    readonly outlookCalendar: string;

    /** The same for that of a firm or a school. */
    readonly office365Calendar: string;
  };
}

export interface LinkSettings {
  /** What they are called in the call, unless they say otherwise. Both people read it. A change renames nobody who is in the call: it holds when they come again. */
  readonly displayName?: string | undefined;

  /** Where they may go on when the call is over: a button names its host, and nobody is sent there without pressing it. Its origin must be one that the API key allows. Both browsers get it, so it is no place for a secret. */
  readonly returnUrl?: string | undefined;

  /** Whether they go in without pressing Join, where their browser lets the site use camera and microphone without asking. Elsewhere they are in the lobby. The API key must allow it. */
  readonly skipLobby?: boolean | undefined;

  /** In which the page is. There is no other so far. */
  readonly language?: 'en' | undefined;
}

export interface BatchResults {
  /** In the order of the request. */
  readonly results: readonly {
    /** 201, or what the call alone would have been refused with. */
    readonly status: number;
    readonly call?: Call | undefined;
    readonly problem?: Problem | undefined;
  }[];
}

/** RFC 9457. */
export interface Problem {
  /** Leads to the explanation in the reference. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string | undefined;

  /** Each field that is wrong. */
  readonly errors?:
    | readonly {
        /** JSON Pointer into the body: `#/host/email`. */
        readonly pointer?: string | undefined;

        /** The name of a query parameter. */
        readonly parameter?: string | undefined;

        /** The name of a header. */
        readonly header?: string | undefined;
        readonly detail: string;
      }[]
    | undefined;

  /** With `webhook-exists`: which it is. */
  readonly webhookId?: string | undefined;
}

export interface CallList {
  readonly calls: readonly Call[];

  /** For the next page; null when there is none. */
  readonly nextCursor: unknown;
}

export interface WebhookWithSecret {
  readonly id: string;

  /** Where to send: an https address on the public internet, without a user name or a password. */
  readonly url: string;

  /** What to hear of. */
  readonly events: readonly (
    | 'call.scheduled'
    | 'call.rescheduled'
    | 'call.cancelled'
    | 'call.started'
    | 'call.ended'
    | 'call.missed'
    | 'host.arrived'
    | 'host.left'
    | 'guest.arrived'
    | 'guest.left'
  )[];

  /** RFC 3339, in UTC. */
  readonly createdAt: string;

  /** Until when messages are signed with the secret before this one, too. */
  readonly formerSecretUntil: string | null;

  /** `disabled`: nothing is sent there. What happens meanwhile can be replayed afterwards. */
  readonly status: 'enabled' | 'disabled';

  /** Since when every attempt has failed. After four days of that nothing is sent any more. */
  readonly failingSince: string | null;
  readonly disabledAt: string | null;

  /** `gone`: your server has answered 410. `failing`: every attempt of four days has failed. `request`: you asked for it. */
  readonly disabledBecause: 'gone' | 'failing' | 'request' | null;

  /** What messages are signed with. It is shown this once. */
  readonly secret: string;
}

export interface WebhookList {
  readonly webhooks: readonly Webhook[];
}

export interface Webhook {
  readonly id: string;

  /** Where to send: an https address on the public internet, without a user name or a password. */
  readonly url: string;

  /** What to hear of. */
  readonly events: readonly (
    | 'call.scheduled'
    | 'call.rescheduled'
    | 'call.cancelled'
    | 'call.started'
    | 'call.ended'
    | 'call.missed'
    | 'host.arrived'
    | 'host.left'
    | 'guest.arrived'
    | 'guest.left'
  )[];

  /** RFC 3339, in UTC. */
  readonly createdAt: string;

  /** Until when messages are signed with the secret before this one, too. */
  readonly formerSecretUntil: string | null;

  /** `disabled`: nothing is sent there. What happens meanwhile can be replayed afterwards. */
  readonly status: 'enabled' | 'disabled';

  /** Since when every attempt has failed. After four days of that nothing is sent any more. */
  readonly failingSince: string | null;
  readonly disabledAt: string | null;

  /** `gone`: your server has answered 410. `failing`: every attempt of four days has failed. `request`: you asked for it. */
  readonly disabledBecause: 'gone' | 'failing' | 'request' | null;
}

export interface WebhookDelivery {
  /** For replaying it. */
  readonly id: string;

  /** What the receiver gets as `webhook-id`. */
  readonly messageId: string;

  /** Of which call it tells; null: of none, as `webhook.test`. It stays when what was said about the call is erased. */
  readonly callId: string | null;
  readonly type:
    | 'call.scheduled'
    | 'call.rescheduled'
    | 'call.cancelled'
    | 'call.started'
    | 'call.ended'
    | 'call.missed'
    | 'host.arrived'
    | 'host.left'
    | 'guest.arrived'
    | 'guest.left'
    | 'webhook.test';

  /** `pending`: it is being tried. `delivered`. `failed`: nobody tries any more. */
  readonly state: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;

  /** What the receiver answered last. */
  readonly lastStatus: number | null;

  /** Why there was no answer. `blocked`: the address leads to no public one. */
  readonly lastProblem:
    | 'blocked'
    | 'timed-out'
    | 'unreachable'
    | 'webhook-deleted'
    | 'webhook-disabled'
    | null;

  /** RFC 3339, in UTC. */
  readonly createdAt: string;
}

export interface Replay {
  /** So many messages are on their way: at most 200. */
  readonly replayed: number;

  /** From where to go on with another request; null: there are no more. */
  readonly nextSince: string | null;
}

export interface WebhookDeliveryList {
  readonly deliveries: readonly WebhookDelivery[];
}

/** A call was booked. */
export interface CallScheduledEvent {
  readonly type: 'call.scheduled';

  /** When it happened, and not when it is sent. */
  readonly timestamp: string;
  readonly data: {
    /** Of the call, for this API. */
    readonly id: string;
    readonly externalId: unknown;
    readonly metadata: Readonly<Record<string, string>>;
    readonly revision: number;

    /** RFC 3339, in UTC. */
    readonly startsAt: string;

    /** RFC 3339, in UTC. */
    readonly endsAt: string;
  };
}

/** A call opens, starts or ends at another time, whoever moved it. */
export interface CallRescheduledEvent {
  readonly type: 'call.rescheduled';

  /** When it happened, and not when it is sent. */
  readonly timestamp: string;
  readonly data: {
    /** Of the call, for this API. */
    readonly id: string;
    readonly externalId: unknown;
    readonly metadata: Readonly<Record<string, string>>;
    readonly revision: number;

    /** RFC 3339, in UTC. */
    readonly startsAt: string;

    /** RFC 3339, in UTC. */
    readonly endsAt: string;
  };
}

/** A call was called off before the two had met, by you or by the host. */
export interface CallCancelledEvent {
  readonly type: 'call.cancelled';

  /** When it happened, and not when it is sent. */
  readonly timestamp: string;
  readonly data: {
    /** Of the call, for this API. */
    readonly id: string;
    readonly externalId: unknown;
    readonly metadata: Readonly<Record<string, string>>;
    readonly revision: number;

    /** RFC 3339, in UTC. */
    readonly startsAt: string;

    /** RFC 3339, in UTC. */
    readonly endsAt: string;

    /** RFC 3339, in UTC. */
    readonly cancelledAt: string;
  };
}

/** Both have joined for the first time, and are being connected. */
export interface CallStartedEvent {
  readonly type: 'call.started';

  /** When it happened, and not when it is sent. */
  readonly timestamp: string;
  readonly data: {
    /** Of the call, for this API. */
    readonly id: string;
    readonly externalId: unknown;
    readonly metadata: Readonly<Record<string, string>>;
    readonly revision: number;

    /** RFC 3339, in UTC. */
    readonly startsAt: string;

    /** RFC 3339, in UTC. */
    readonly endsAt: string;

    /** RFC 3339, in UTC. */
    readonly startedAt: string;
  };
}

/** A call is over, and the two had met. */
export interface CallEndedEvent {
  readonly type: 'call.ended';

  /** When it happened, and not when it is sent. */
  readonly timestamp: string;
  readonly data: {
    /** Of the call, for this API. */
    readonly id: string;
    readonly externalId: unknown;
    readonly metadata: Readonly<Record<string, string>>;
    readonly revision: number;

    /** RFC 3339, in UTC. */
    readonly startsAt: string;

    /** RFC 3339, in UTC. */
    readonly endsAt: string;

    /** RFC 3339, in UTC. */
    readonly startedAt: string;

    /** RFC 3339, in UTC. */
    readonly endedAt: string;
    readonly endedBy: 'host' | 'empty' | 'time' | 'api' | 'cancellation';
    readonly durationSeconds: number;
  };
}

/** A call is over, and the two had not met: said within some minutes after its end. */
export interface CallMissedEvent {
  readonly type: 'call.missed';

  /** When it happened, and not when it is sent. */
  readonly timestamp: string;
  readonly data: {
    /** Of the call, for this API. */
    readonly id: string;
    readonly externalId: unknown;
    readonly metadata: Readonly<Record<string, string>>;
    readonly revision: number;

    /** RFC 3339, in UTC. */
    readonly startsAt: string;

    /** RFC 3339, in UTC. */
    readonly endsAt: string;
    readonly hostCameAt: string | null;
    readonly guestCameAt: string | null;

    /** Who never came. Empty: both came, at different times. */
    readonly absent: readonly ('host' | 'guest')[];
  };
}

/** The host has pressed Join. Whoever only looks at the page is not told of. */
export interface HostArrivedEvent {
  readonly type: 'host.arrived';

  /** When it happened, and not when it is sent. */
  readonly timestamp: string;
  readonly data: {
    /** Of the call, for this API. */
    readonly id: string;
    readonly externalId: unknown;
    readonly metadata: Readonly<Record<string, string>>;
    readonly revision: number;

    /** RFC 3339, in UTC. */
    readonly startsAt: string;

    /** RFC 3339, in UTC. */
    readonly endsAt: string;

    /** RFC 3339, in UTC. */
    readonly arrivedAt: string;
  };
}

/** The host has left while the call goes on. A reload is a leaving and an arrival; somebody who vanishes without a word has not left. */
export interface HostLeftEvent {
  readonly type: 'host.left';

  /** When it happened, and not when it is sent. */
  readonly timestamp: string;
  readonly data: {
    /** Of the call, for this API. */
    readonly id: string;
    readonly externalId: unknown;
    readonly metadata: Readonly<Record<string, string>>;
    readonly revision: number;

    /** RFC 3339, in UTC. */
    readonly startsAt: string;

    /** RFC 3339, in UTC. */
    readonly endsAt: string;

    /** RFC 3339, in UTC. */
    readonly leftAt: string;
  };
}

/** The guest has pressed Join. Whoever only looks at the page is not told of. */
export interface GuestArrivedEvent {
  readonly type: 'guest.arrived';

  /** When it happened, and not when it is sent. */
  readonly timestamp: string;
  readonly data: {
    /** Of the call, for this API. */
    readonly id: string;
    readonly externalId: unknown;
    readonly metadata: Readonly<Record<string, string>>;
    readonly revision: number;

    /** RFC 3339, in UTC. */
    readonly startsAt: string;

    /** RFC 3339, in UTC. */
    readonly endsAt: string;

    /** RFC 3339, in UTC. */
    readonly arrivedAt: string;
  };
}

/** The guest has left while the call goes on. A reload is a leaving and an arrival. */
export interface GuestLeftEvent {
  readonly type: 'guest.left';

  /** When it happened, and not when it is sent. */
  readonly timestamp: string;
  readonly data: {
    /** Of the call, for this API. */
    readonly id: string;
    readonly externalId: unknown;
    readonly metadata: Readonly<Record<string, string>>;
    readonly revision: number;

    /** RFC 3339, in UTC. */
    readonly startsAt: string;

    /** RFC 3339, in UTC. */
    readonly endsAt: string;

    /** RFC 3339, in UTC. */
    readonly leftAt: string;
  };
}

/** You have asked for a test. It is sent to the webhook that you named, whatever events it is for. */
export interface WebhookTestEvent {
  readonly type: 'webhook.test';

  /** When it happened, and not when it is sent. */
  readonly timestamp: string;
  readonly data: { readonly webhookId: string };
}

/** What a method sends. Undefined: nothing. */
export interface ApiRequest {
  readonly method: string;
  /** Beneath the API's address. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/** The operations of the API. */
export abstract class ParleyApi {
  /** Sends a request. Gives what JSON says, or else the text; undefined when there is none. */
  protected abstract send(request: ApiRequest): Promise<unknown>;

  /** Book a call. Gives the two links of a new call. Send an Idempotency-Key, and you may repeat the request when you got no answer. */
  async createCall(
    body: NewCall,
    options: {
      /** Any text that is new for each request and the same when you repeat it. For 24 hours the repetition gets the first answer and does nothing. */
      readonly idempotencyKey?: string | undefined;
    } = {},
  ): Promise<Call> {
    return this.send({
      method: 'POST',
      path: '/calls',
      headers: { 'Idempotency-Key': options.idempotencyKey },
      body,
    }) as Promise<Call>;
  }

  /** List calls. The calls of your team in the order in which they start, until 30 days after their end. A page may have fewer calls than its limit, or none: go on until `nextCursor` is null. */
  async listCalls(
    options: {
      /** Calls per page. */
      readonly limit?: number | undefined;
      /** `nextCursor` of the page before. */
      readonly cursor?: string | undefined;
      readonly status?: 'scheduled' | 'open' | 'live' | 'ended' | 'cancelled' | 'missed' | undefined;
      /** Only calls that start at this time or later. */
      readonly from?: string | undefined;
      /** Only calls that start before this time. Not earlier than `from`. */
      readonly to?: string | undefined;
      /** Your own name for the call, to find it again. */
      readonly externalId?: string | undefined;
      /** Only calls of which something has become known at this time or later, in the order in which it has: `updatedAt`. Not together with `from` and `to`. */
      readonly updatedSince?: string | undefined;
    } = {},
  ): Promise<CallList> {
    return this.send({
      method: 'GET',
      path: '/calls',
      query: {
        limit: options.limit,
        cursor: options.cursor,
        status: options.status,
        from: options.from,
        to: options.to,
        externalId: options.externalId,
        updatedSince: options.updatedSince,
      },
    }) as Promise<CallList>;
  }

  /** Book several calls. Up to 50, each of which is booked or refused alone, and counts as a request when there is nothing wrong with it. With an Idempotency-Key each that was booked is given again when you repeat the request, which counts no more, and the others are tried anew. */
  async createCalls(
    body: NewCalls,
    options: {
      /** Any text that is new for each request and the same when you repeat it. For 24 hours the repetition gets the first answer and does nothing. */
      readonly idempotencyKey?: string | undefined;
    } = {},
  ): Promise<BatchResults> {
    return this.send({
      method: 'POST',
      path: '/calls/batch',
      headers: { 'Idempotency-Key': options.idempotencyKey },
      body,
    }) as Promise<BatchResults>;
  }

  /** Look a call up. The call as it is now. */
  async getCall(id: string): Promise<Call> {
    return this.send({ method: 'GET', path: `/calls/${encodeURIComponent(id)}` }) as Promise<Call>;
  }

  /** Move or change a call. Changes what is named. The links stay the same, and whoever waits in the lobby sees the new time within seconds. A call in which they have met can be made longer or shorter, and not moved to a later opening. */
  async updateCall(
    id: string,
    body: CallChange,
    options: {
      /** The ETag of the call as you know it. When it has another by now, nothing changes: 412. */
      readonly ifMatch?: string | undefined;
    } = {},
  ): Promise<Call> {
    return this.send({
      method: 'PATCH',
      path: `/calls/${encodeURIComponent(id)}`,
      headers: { 'If-Match': options.ifMatch },
      body,
    }) as Promise<Call>;
  }

  /** Cancel a call. Calls it off, or ends it for both when it is going on: it counts as `ended` then, since it took place. Whoever has its links is told so. Cancelling what is over changes nothing, except that with `erase` what was said about it is forgotten. Webhooks are told of it like of any other, and what they have not had so far still comes, without what was said. */
  async cancelCall(
    id: string,
    options: {
      /** Whether to forget what was said about the call too: title, people, `externalId`, `metadata`, `hostLink` and `guestLink`, and what is kept of them in messages to webhooks. Of a call that is over as well. */
      readonly erase?: 'true' | 'false' | undefined;
      /** The ETag of the call as you know it. When it has another by now, nothing changes: 412. */
      readonly ifMatch?: string | undefined;
    } = {},
  ): Promise<void> {
    await this.send({
      method: 'DELETE',
      path: `/calls/${encodeURIComponent(id)}`,
      query: { erase: options.erase },
      headers: { 'If-Match': options.ifMatch },
    });
  }

  /** End a call. Ends a call that may be entered, for both: it counts as `ended` when they have met, and as `missed` otherwise. Ending what is over changes nothing. Takes no body. */
  async endCall(
    id: string,
    options: {
      /** The ETag of the call as you know it. When it has another by now, nothing changes: 412. */
      readonly ifMatch?: string | undefined;
    } = {},
  ): Promise<Call> {
    return this.send({
      method: 'POST',
      path: `/calls/${encodeURIComponent(id)}/end`,
      headers: { 'If-Match': options.ifMatch },
    }) as Promise<Call>;
  }

  /** Get the calendar file. An iCalendar file to send along: METHOD is REQUEST, and CANCEL once the call is cancelled; the type says so too. For the host it is PUBLISH instead of REQUEST and names no attendee, since a calendar sends on what its owner organizes. Calendars find the entry again when the call has moved. */
  async getInvitation(
    id: string,
    options: {
      /** Whose link is in it. The host’s takes the scope `write`. `former-guest`: for whoever had the guest link before this one, whose entry it takes away. */
      readonly for?: 'guest' | 'host' | 'former-guest' | undefined;
      /** For `former-guest`: 1 for the guest link before this one, 2 for the one before that. */
      readonly back?: number | undefined;
    } = {},
  ): Promise<string> {
    return this.send({
      method: 'GET',
      path: `/calls/${encodeURIComponent(id)}/invitation.ics`,
      query: { for: options.for, back: options.back },
    }) as Promise<string>;
  }

  /** Get the body of a mail. What stands in a mail that invites: a text and the calendar file, as `multipart/alternative`, so that mail programs offer to accept. Put From, To and Subject before it. */
  async getInvitationMail(
    id: string,
    options: {
      /** Whose link is in it. The host’s takes the scope `write`. `former-guest`: for whoever had the guest link before this one, whose entry it takes away. */
      readonly for?: 'guest' | 'host' | 'former-guest' | undefined;
      /** For `former-guest`: 1 for the guest link before this one, 2 for the one before that. */
      readonly back?: number | undefined;
    } = {},
  ): Promise<string> {
    return this.send({
      method: 'GET',
      path: `/calls/${encodeURIComponent(id)}/invitation.eml`,
      query: { for: options.for, back: options.back },
    }) as Promise<string>;
  }

  /** Make another host link. The old one leads to nothing any more, and whoever is host by it has to leave the seat. The join link stays the same. Takes no body. */
  async rotateHostKey(
    id: string,
    options: {
      /** The ETag of the call as you know it. When it has another by now, nothing changes: 412. */
      readonly ifMatch?: string | undefined;
      /** Any text that is new for each request and the same when you repeat it. For 24 hours the repetition gets the first answer and does nothing. */
      readonly idempotencyKey?: string | undefined;
    } = {},
  ): Promise<Call> {
    return this.send({
      method: 'POST',
      path: `/calls/${encodeURIComponent(id)}/host-key`,
      headers: { 'If-Match': options.ifMatch, 'Idempotency-Key': options.idempotencyKey },
    }) as Promise<Call>;
  }

  /** Make another guest link. For another guest, or when the link has come into wrong hands. The links lead to another room from now on: send both anew. Whoever has an old one is told that the call was cancelled; a file for `former-guest` takes the entry out of their calendar. */
  async renewGuestLink(
    id: string,
    body: NewGuestLink,
    options: {
      /** The ETag of the call as you know it. When it has another by now, nothing changes: 412. */
      readonly ifMatch?: string | undefined;
      /** Any text that is new for each request and the same when you repeat it. For 24 hours the repetition gets the first answer and does nothing. */
      readonly idempotencyKey?: string | undefined;
    } = {},
  ): Promise<Call> {
    return this.send({
      method: 'POST',
      path: `/calls/${encodeURIComponent(id)}/guest-link`,
      headers: { 'If-Match': options.ifMatch, 'Idempotency-Key': options.idempotencyKey },
      body,
    }) as Promise<Call>;
  }

  /** Register a webhook. From now on your server is told what becomes of the calls of your team. The answer has the secret with which you verify the messages (Standard Webhooks), and no later one has it. */
  async createWebhook(
    body: NewWebhook,
    options: {
      /** Any text that is new for each request and the same when you repeat it. For 24 hours the repetition gets the first answer and does nothing. */
      readonly idempotencyKey?: string | undefined;
    } = {},
  ): Promise<WebhookWithSecret> {
    return this.send({
      method: 'POST',
      path: '/webhooks',
      headers: { 'Idempotency-Key': options.idempotencyKey },
      body,
    }) as Promise<WebhookWithSecret>;
  }

  /** List webhooks. All of your team: there are 20 at most. */
  async listWebhooks(): Promise<WebhookList> {
    return this.send({ method: 'GET', path: '/webhooks' }) as Promise<WebhookList>;
  }

  /** Look a webhook up. Without its secret. */
  async getWebhook(id: string): Promise<Webhook> {
    return this.send({ method: 'GET', path: `/webhooks/${encodeURIComponent(id)}` }) as Promise<Webhook>;
  }

  /** Change a webhook. Changes what is named. To enable one that was disabled forgets its failures; what happened meanwhile is sent when you replay it. */
  async updateWebhook(id: string, body: WebhookChange): Promise<Webhook> {
    return this.send({
      method: 'PATCH',
      path: `/webhooks/${encodeURIComponent(id)}`,
      body,
    }) as Promise<Webhook>;
  }

  /** Delete a webhook. Nothing is sent there any more, not even what is on its way. */
  async deleteWebhook(id: string): Promise<void> {
    await this.send({ method: 'DELETE', path: `/webhooks/${encodeURIComponent(id)}` });
  }

  /** Give a webhook another secret. For 24 hours messages are signed with both, the new one and the one before, so that you can change your server in peace. Takes no body. */
  async rotateWebhookSecret(
    id: string,
    options: {
      /** Any text that is new for each request and the same when you repeat it. For 24 hours the repetition gets the first answer and does nothing. */
      readonly idempotencyKey?: string | undefined;
    } = {},
  ): Promise<WebhookWithSecret> {
    return this.send({
      method: 'POST',
      path: `/webhooks/${encodeURIComponent(id)}/secret`,
      headers: { 'Idempotency-Key': options.idempotencyKey },
    }) as Promise<WebhookWithSecret>;
  }

  /** Send a test message. A message of the type `webhook.test`, signed like all others, whatever events the webhook is for, and if it is disabled too. It is tried once; the deliveries tell how that went. Takes no body. */
  async testWebhook(id: string): Promise<WebhookDelivery> {
    return this.send({
      method: 'POST',
      path: `/webhooks/${encodeURIComponent(id)}/test`,
    }) as Promise<WebhookDelivery>;
  }

  /** Send again what has failed. All messages since a time that have failed, the oldest first, each with its old `webhook-id`: for when your server was down, or the webhook disabled. */
  async replayWebhook(id: string, body: NewReplay): Promise<Replay> {
    return this.send({
      method: 'POST',
      path: `/webhooks/${encodeURIComponent(id)}/replay`,
      body,
    }) as Promise<Replay>;
  }

  /** List what was sent. The last 100 messages of the last 30 days, the newest first. */
  async listWebhookDeliveries(id: string): Promise<WebhookDeliveryList> {
    return this.send({
      method: 'GET',
      path: `/webhooks/${encodeURIComponent(id)}/deliveries`,
    }) as Promise<WebhookDeliveryList>;
  }

  /** Send a message once more. The same message, with the same `webhook-id`, to wherever the webhook leads now. Takes no body. */
  async replayWebhookDelivery(id: string): Promise<WebhookDelivery> {
    return this.send({
      method: 'POST',
      path: `/webhooks/deliveries/${encodeURIComponent(id)}/replay`,
    }) as Promise<WebhookDelivery>;
  }

  /** Get this document. OpenAPI 3.1. */
  async getOpenApiDocument(): Promise<unknown> {
    return this.send({ method: 'GET', path: '/openapi.json' }) as Promise<unknown>;
  }
}
