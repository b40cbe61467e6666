import type { Tenancy } from '@perennial/db';
import type { ContactFact, FactKey, Facts, MembershipFact } from '@perennial/domain/conditions';

/** Runs a statement in a scope that is fenced to one school. */
export interface Rows {
  query<R>(sql: string, parameters: unknown[]): Promise<R[]>;
}

/** The open scope as {@link Rows}. */
export const rowsOf = (tenancy: Tenancy): Rows => ({ query: (sql, parameters) => tenancy.rows(sql, parameters) });

/** Whose facts are loaded, and as of when. */
export interface FactSubject {
  readonly contactId: string | null;
  readonly now: Date;
}

/** Facts that are always loaded: the trigger event and the school's time zone. */
export async function baseFacts(rows: Rows, eventId: string): Promise<Facts> {
  const [event] = await rows.query<{
    id: string;
    type: string;
    occurredAt: Date;
    data: Record<string, unknown>;
    timeZone: string;
  }>(
    `select e.id, e.type, e.occurred_at as "occurredAt", e.data, s.time_zone as "timeZone" from event e join school s on s.id = e.school_id where e.id = $1`,
    [eventId],
  );
  if (!event) throw new Error(`event ${eventId} is not in the log`);
  const { timeZone, occurredAt, ...rest } = event;
  return { schoolTimezone: timeZone, event: { ...rest, occurredAt: occurredAt.toISOString() } };
}

/** Adds the wanted parts to what is known. */
export async function loadFacts(rows: Rows, known: Facts, wanted: readonly FactKey[], subject: FactSubject): Promise<Facts> {
  let facts = known;
  for (const key of new Set(wanted)) facts = { ...facts, ...(await loadOne(rows, facts, key, subject)) };
  return facts;
}

async function loadOne(rows: Rows, facts: Facts, key: FactKey, { contactId, now }: FactSubject): Promise<Partial<Facts>> {
  if (key === 'contact') return { contact: contactId ? await contactFact(rows, contactId) : null };
  if (key === 'memberships') {
    return {
      memberships: await rows.query<MembershipFact>(
        'select id as "membershipId", plan_id as "planId", state from membership where contact_id = $1 order by id',
        [contactId],
      ),
    };
  }
  if (key === 'access') {
    const open = await rows.query<{ productId: string }>(
      `select distinct product_id as "productId" from entitlement where contact_id = $1 and starts_at <= $2
          and (ends_at is null or ends_at > $2) and revoked_at is null`,
      [contactId, now],
    );
    return { access: open.map((row) => row.productId) };
  }
  const courseId = key.slice('course:'.length);
  return { courses: { ...facts.courses, [courseId]: await courseFact(rows, contactId, courseId) } };
}

type ContactRow = Omit<ContactFact, 'createdAt'> & { createdAt: Date };

async function contactFact(rows: Rows, contactId: string): Promise<NonNullable<Facts['contact']> | null> {
  const [contact] = await rows.query<ContactRow>(
    `select c.name, c.email, c.time_zone as timezone, c.clock_id as "clockId", c.created_at as "createdAt",
            array(select tag from contact_tag t where t.contact_id = c.id order by tag) as tags
       from contact c where c.id = $1`,
    [contactId],
  );
  return contact ? { ...contact, createdAt: contact.createdAt.toISOString() } : null;
}

async function courseFact(
  rows: Rows,
  contactId: string | null,
  courseId: string,
): Promise<{ progressPercent: number; completed: boolean } | null> {
  const [progress] = await rows.query<{ percent: number; completed: boolean }>(
    `select progress_percent as percent, completed_at is not null as completed from enrolment where contact_id = $1 and course_id = $2`,
    [contactId, courseId],
  );
  return progress ? { progressPercent: progress.percent, completed: progress.completed } : null;
}
