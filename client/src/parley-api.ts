// Written by `npm run api-client` of the API's schemas: do not edit.

/** Either `endsAt` or `durationMinutes` is required, and not both. */
export interface NewCall {
  /** What the call is about, as both people and their calendars see it. */
  readonly title?: string | undefined;

  /** RFC 3339, with an offset. */
  readonly startsAt: string;

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

  /** Who may sit down first: `anyone` of the two, or the guest only `after-host`. */
  readonly admission?: 'anyone' | 'after-host' | undefined;

  /** How long before its start the call opens. */
  readonly earlyEntryMinutes?: number | undefined;

  /** How long the call goes on after its start when nobody is in it any more. */
  readonly emptyTimeoutSeconds?: number | undefined;

  /** Your own name for the call, to find it again. */
  readonly externalId?: string | undefined;

  /** Whatever you want to have back with the call: up to 50 names of up to 40 characters, with texts of up to 500. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
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

  /** Who may sit down first: `anyone` of the two, or the guest only `after-host`. */
  readonly admission?: 'anyone' | 'after-host' | undefined;

  /** How long before its start the call opens. */
  readonly earlyEntryMinutes?: number | undefined;

  /** How long the call goes on after its start when nobody is in it any more. */
  readonly emptyTimeoutSeconds?: number | undefined;
  readonly externalId?: string | null | undefined;

  /** Whatever you want to have back with the call: up to 50 names of up to 40 characters, with texts of up to 500. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
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
      )[]
    | undefined;
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

  /** Who may sit down first: `anyone` of the two, or the guest only `after-host`. */
  readonly admission: 'anyone' | 'after-host';

  /** How long before its start the call opens. */
  readonly earlyEntryMinutes: number;

  /** How long the call goes on after its start when nobody is in it any more. */
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
  readonly cancelledAt: string | null;
  readonly links: {
    readonly self: string;

    /** The calendar file (.ics). It takes the API key too. */
    readonly invitation: string;
  };
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
  )[];

  /** RFC 3339, in UTC. */
  readonly createdAt: string;

  /** Until when messages are signed with the secret before this one, too. */
  readonly formerSecretUntil: string | null;

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
  )[];

  /** RFC 3339, in UTC. */
  readonly createdAt: string;

  /** Until when messages are signed with the secret before this one, too. */
  readonly formerSecretUntil: string | null;
}

export interface WebhookDeliveryList {
  readonly deliveries: readonly WebhookDelivery[];
}

export interface WebhookDelivery {
  /** For replaying it. */
  readonly id: string;

  /** What the receiver gets as `webhook-id`. */
  readonly messageId: string;
  readonly type:
    | 'call.scheduled'
    | 'call.rescheduled'
    | 'call.cancelled'
    | 'call.started'
    | 'call.ended'
    | 'call.missed';

  /** `pending`: it is being tried. `delivered`. `failed`: nobody tries any more. */
  readonly state: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;

  /** What the receiver answered last. */
  readonly lastStatus: number | null;

  /** Why there was no answer. `blocked`: the address leads to no public one. */
  readonly lastProblem: 'blocked' | 'timed-out' | 'unreachable' | 'webhook-deleted' | null;

  /** RFC 3339, in UTC. */
  readonly createdAt: string;
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
      /** Only calls that start before this time. */
      readonly to?: string | undefined;
      /** Your own name for the call, to find it again. */
      readonly externalId?: string | undefined;
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
      },
    }) as Promise<CallList>;
  }

  /** Look a call up. The call as it is now. */
  async getCall(id: string): Promise<Call> {
    return this.send({ method: 'GET', path: `/calls/${encodeURIComponent(id)}` }) as Promise<Call>;
  }

  /** Move or change a call. Changes what is named. The links stay the same, and whoever waits in the lobby sees the new time within seconds. A call that is going on can be made longer or shorter. */
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

  /** Cancel a call. Calls it off, or ends it for both when it is going on. Whoever has its links is told so. Cancelling what is over changes nothing. */
  async cancelCall(
    id: string,
    options: {
      /** The ETag of the call as you know it. When it has another by now, nothing changes: 412. */
      readonly ifMatch?: string | undefined;
    } = {},
  ): Promise<void> {
    await this.send({
      method: 'DELETE',
      path: `/calls/${encodeURIComponent(id)}`,
      headers: { 'If-Match': options.ifMatch },
    });
  }

  /** Get the calendar file. An iCalendar file to send along: METHOD is REQUEST, and CANCEL once the call is cancelled. For the host it is PUBLISH instead of REQUEST and names no attendee, since a calendar sends on what its owner organizes. Calendars find the entry again when the call has moved. */
  async getInvitation(
    id: string,
    options: {
      /** Whose link is in it. The host’s takes the scope `write`. */
      readonly for?: 'guest' | 'host' | undefined;
    } = {},
  ): Promise<string> {
    return this.send({
      method: 'GET',
      path: `/calls/${encodeURIComponent(id)}/invitation.ics`,
      query: { for: options.for },
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

  /** Register a webhook. From now on your server is told what becomes of the calls of your team. The answer has the secret with which you verify the messages (Standard Webhooks), and no later one has it. */
  async createWebhook(body: NewWebhook): Promise<WebhookWithSecret> {
    return this.send({ method: 'POST', path: '/webhooks', body }) as Promise<WebhookWithSecret>;
  }

  /** List webhooks. All of your team: there are 20 at most. */
  async listWebhooks(): Promise<WebhookList> {
    return this.send({ method: 'GET', path: '/webhooks' }) as Promise<WebhookList>;
  }

  /** Look a webhook up. Without its secret. */
  async getWebhook(id: string): Promise<Webhook> {
    return this.send({ method: 'GET', path: `/webhooks/${encodeURIComponent(id)}` }) as Promise<Webhook>;
  }

  /** Delete a webhook. Nothing is sent there any more, not even what is on its way. */
  async deleteWebhook(id: string): Promise<void> {
    await this.send({ method: 'DELETE', path: `/webhooks/${encodeURIComponent(id)}` });
  }

  /** Give a webhook another secret. For 24 hours messages are signed with both, the new one and the one before, so that you can change your server in peace. Takes no body. */
  async rotateWebhookSecret(id: string): Promise<WebhookWithSecret> {
    return this.send({
      method: 'POST',
      path: `/webhooks/${encodeURIComponent(id)}/secret`,
    }) as Promise<WebhookWithSecret>;
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
