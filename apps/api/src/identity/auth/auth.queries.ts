import { column, defineQuery, orNull, type QueryRow } from '@perennial/db';
import type { LinkPurpose } from '@perennial/domain/identity';

/** The member of a session with their account, the school's time zone and the time of their test clock. */
export const memberOfSession = defineQuery<[sessionId: string]>()({
  prepared: true,
  columns: {
    id: column.uuid,
    name: column.text(),
    email: column.text(),
    timeZone: column.text(),
    marketingConsentAt: orNull(column.timestamp),
    unsubscribedAt: orNull(column.timestamp),
    hasPassword: column.boolean,
    proven: column.boolean,
    passwordChoiceUntil: orNull(column.timestamp),
    clockNow: orNull(column.timestamp),
  },
  sql: `select c.id, c.name, c.email, coalesce(c.time_zone, o.time_zone) as time_zone, c.marketing_consent_at, c.unsubscribed_at,
               a.password_hash is not null as has_password, s.proven, s.password_choice_until, k.now as clock_now
          from session s
          join contact c on c.id = s.subject_id
          join school o on o.id = c.school_id
          left join member_account a on a.contact_id = c.id
          left join clock k on k.id = c.clock_id
         where s.id = $1 and s.audience = 'member'`,
});

/** A sign-in or password link that still works, with the address that its contact has now. */
export const linkByToken = defineQuery<[tokenHash: string, now: Date]>()({
  columns: {
    id: column.uuid,
    contactId: column.uuid,
    purpose: column.text<LinkPurpose>(),
    address: column.text(),
    browserHash: orNull(column.text()),
    next: orNull(column.text()),
  },
  sql: `select t.id, t.contact_id, t.purpose, c.email as address, t.browser_hash, t.next
          from sign_in_token t join contact c on c.id = t.contact_id
         where t.token_hash = $1 and t.used_at is null and t.expires_at > $2 and t.purpose <> 'change_email'
           and coalesce(t.email, c.email) = c.email`,
});

/** A link as {@link linkByToken} finds it. */
export type LiveLink = QueryRow<typeof linkByToken>;

/** Uses up a link; no row if it was used before. */
export const useLink = defineQuery<[id: string, now: Date]>()({
  columns: { id: column.uuid },
  sql: 'update sign_in_token set used_at = $2 where id = $1 and used_at is null returning id',
});

/** Uses up the links that were mailed to a contact before one of them. */
export const useEarlierLinks = defineQuery<[contactId: string, now: Date, id: string]>()({
  columns: {},
  sql: `update sign_in_token set used_at = $2 where contact_id = $1 and used_at is null and purpose <> 'change_email'
           and created_at <= (select created_at from sign_in_token where id = $3)`,
});

/** The account of a member by their address. */
export const accountByAddress = defineQuery<[email: string]>()({
  columns: { contactId: column.uuid, passwordHash: orNull(column.text()) },
  sql: `select a.contact_id, a.password_hash from member_account a join contact c on c.id = a.contact_id where c.email = $1`,
});

/** Removes a key from the cache of every API process when the transaction commits. */
export const announceRevokedKey = defineQuery<[id: string]>()({
  columns: { id: column.text() },
  sql: `select $1::text as id from (select pg_notify('api_keys', $1::text)) notified`,
});

/** Uses up a password link of staff; no row if it was used before or has expired. */
export const useStaffToken = defineQuery<[id: string, now: Date]>()({
  columns: { staffId: column.uuid },
  sql: 'update staff_token set used_at = $2 where id = $1 and used_at is null and expires_at > $2 returning staff_id',
});

/** Ends the sessions of a subject that came from a payment page. */
export const endUnprovenSessions = defineQuery<[subjectId: string]>()({
  columns: { tokenHash: column.text() },
  sql: 'delete from session where subject_id = $1 and not proven returning token_hash',
});

/** Ends the expired sessions of a subject, and the one with a token. */
export const endEarlierSessions = defineQuery<[subjectId: string, now: Date, tokenHash: string]>()({
  columns: {},
  sql: 'delete from session where (subject_id = $1 and expires_at <= $2) or token_hash = $3',
});

/** Ends every session of a subject but the one with a token. */
export const endOtherSessions = defineQuery<[subjectId: string, tokenHash: string]>()({
  columns: {},
  sql: 'delete from session where subject_id = $1 and token_hash <> $2',
});
