import type { Statements } from '@perennial/db';
import type { FactKey, Facts } from '@perennial/domain/conditions';
import { segmentsOfPerson } from '../people/segment-conditions.js';
import { contactFieldsOf, eventWithZone, membershipsOf, openProducts, personById, progressInCourse } from './facts.queries.js';

/** What reads the facts, in the scope of one school: the open scope, or a transaction that is in one. */
export type Reader = Pick<Statements, 'rowsOf'>;

/** Begins the keys of segments. */
const segmentKey = 'segment:';

/** The person whose facts are loaded, and the time. */
export interface FactSubject {
  readonly contactId: string | null;
  readonly now: Date;
}

/** Facts that are always loaded: the trigger event and the school's time zone. */
export async function baseFacts(reader: Reader, eventId: string): Promise<Facts> {
  const [event] = await reader.rowsOf(eventWithZone, eventId);
  if (!event) throw new Error(`event ${eventId} is not in the log`);
  const { timeZone, occurredAt, ...rest } = event;
  return { schoolTimezone: timeZone, event: { ...rest, occurredAt: occurredAt.toISOString() } };
}

/** Loads the missing facts. */
export async function loadFacts(reader: Reader, known: Facts, wanted: readonly FactKey[], subject: FactSubject): Promise<Facts> {
  let facts = known;
  const keys = [...new Set(wanted)];
  const segmentIds = keys.flatMap((key) => (key.startsWith(segmentKey) ? [key.slice(segmentKey.length)] : []));
  if (segmentIds.length > 0) {
    const segments = await segmentsOfPerson(reader, subject.contactId, segmentIds, subject.now);
    facts = { ...facts, segments: { ...facts.segments, ...segments } };
  }
  for (const key of keys.filter((one) => !one.startsWith(segmentKey)))
    facts = { ...facts, ...(await loadOne(reader, facts, key, subject)) };
  return facts;
}

async function loadOne(reader: Reader, facts: Facts, key: FactKey, { contactId, now }: FactSubject): Promise<Partial<Facts>> {
  if (key === 'contact') return { contact: contactId ? await contactFact(reader, contactId) : null };
  if (key === 'memberships') return { memberships: await reader.rowsOf(membershipsOf, contactId) };
  if (key === 'access') return { access: (await reader.rowsOf(openProducts, contactId, now)).map(({ productId }) => productId) };
  if (key === 'fields') {
    const fields = await reader.rowsOf(contactFieldsOf, contactId);
    return { fields: Object.fromEntries(fields.map(({ id, ...field }) => [id, field])) };
  }
  const courseId = key.slice('course:'.length);
  const [progress] = await reader.rowsOf(progressInCourse, contactId, courseId);
  return { courses: { ...facts.courses, [courseId]: progress ?? null } };
}

async function contactFact(reader: Reader, contactId: string): Promise<NonNullable<Facts['contact']> | null> {
  const [contact] = await reader.rowsOf(personById, contactId);
  return contact ? { ...contact, createdAt: contact.createdAt.toISOString() } : null;
}
