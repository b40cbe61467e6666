import { column, defineQuery, orNull, type QueryRow, type StaffRole } from '@perennial/db';

/** The school with a slug; null where there is none. */
export const schoolBySlug = defineQuery<[slug: string]>()({
  columns: { id: orNull(column.uuid) },
  sql: 'select school_by_slug($1) as id',
});

const inSchool = { id: column.uuid, schoolId: column.uuid };

/** The school of a portal, and the member's session that a token names, if it belongs to the school. */
export const portalVisit = defineQuery<[slug: string, tokenHash: string | null]>()({
  prepared: true,
  columns: {
    schoolId: column.uuid,
    sessionId: orNull(column.uuid),
    contactId: orNull(column.uuid),
    proven: orNull(column.boolean),
    expiresAt: orNull(column.timestamp),
  },
  sql: 'select school_id, session_id, contact_id, proven, expires_at from portal_visit($1, $2)',
});

/** The session of a member, as found with the school of a portal. */
export interface PortalSession {
  readonly id: string;
  readonly contactId: string;
  /** Whether this browser has shown that the address is its holder's. */
  readonly proven: boolean;
  readonly expiresAt: Date;
}

/** A staff member by their address. */
export const staffByEmail = defineQuery<[email: string]>()({
  columns: inSchool,
  sql: 'select id, school_id from staff_by_email($1)',
});

/** A password link of staff by the hash of its token. */
export const staffTokenByHash = defineQuery<[hash: string]>()({
  columns: inSchool,
  sql: 'select id, school_id from staff_token_by_hash($1)',
});

/** A session by the hash of its token. */
export const sessionByToken = defineQuery<[hash: string]>()({
  columns: {
    ...inSchool,
    audience: column.text<'staff' | 'member'>(),
    subjectId: column.uuid,
    proven: column.boolean,
    expiresAt: column.timestamp,
  },
  sql: 'select id, school_id, audience, subject_id, proven, expires_at from session_by_token($1)',
});

/** A session as found by its token, before any school is in scope. */
export type FoundSession = QueryRow<typeof sessionByToken>;

/** The staff member of a session by the hash of its token. */
export const staffBySession = defineQuery<[hash: string]>()({
  prepared: true,
  columns: {
    ...inSchool,
    sessionId: column.uuid,
    expiresAt: column.timestamp,
    name: column.text(),
    email: column.text(),
    role: column.text<StaffRole>(),
  },
  sql: 'select id, school_id, session_id, expires_at, name, email, role from staff_by_session($1)',
});

/** A staff member as found by the token of their session. */
export type StaffBySession = QueryRow<typeof staffBySession>;

/** An API key that is not revoked, by the hash of its token. */
export const apiKeyByToken = defineQuery<[hash: string]>()({
  prepared: true,
  columns: { ...inSchool, scopes: column.textArray(), lastUsedAt: orNull(column.timestamp) },
  sql: 'select id, school_id, scopes, last_used_at from api_key_by_token($1)',
});

/** An API key as found by its token. */
export type FoundKey = QueryRow<typeof apiKeyByToken>;

/** The school of a Stripe connection; null where there is none. */
export const schoolOfConnection = defineQuery<[connectionId: string]>()({
  columns: { id: orNull(column.uuid) },
  sql: 'select school_of_stripe_connection($1) as id',
});

/** The school of an address for webhooks, if the hash is that of its secret; null otherwise. */
export const schoolOfWebhook = defineQuery<[id: string, secretHash: string]>()({
  prepared: true,
  columns: { id: orNull(column.uuid) },
  sql: 'select school_of_incoming_webhook($1, $2) as id',
});

/** Creates a school. */
export const createSchool = defineQuery<[name: string, slug: string, timeZone: string, currency: string, supportEmail: string]>()(
  {
    columns: { id: column.uuid },
    sql: 'select create_school($1, $2, $3, $4, $5) as id',
  },
);
