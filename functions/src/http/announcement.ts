import type * as z from 'zod';

/** One message that is sent without being asked for, as it is documented: a webhook in the terms of OpenAPI. */
export interface Announcement {
  readonly summary: string;
  readonly description: string;
  readonly schema: z.ZodType;
  /** A whole message. */
  readonly example: unknown;
}

/** Announcements by their types. */
export type Announcements = Readonly<Record<string, Announcement>>;
