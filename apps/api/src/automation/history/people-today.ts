import type { Tenancy } from '@perennial/db';
import type { PastRun } from '@perennial/domain/automation';
import { groupedBy } from './grouped.js';
import {
  fieldValuesOfPeople,
  membershipsOfPeople,
  openProductsOfPeople,
  peopleByIds,
  progressOfPeople,
  segmentsOfPeople,
} from './history.queries.js';

type Today = Omit<PastRun['today'], 'run'>;

/** What is known about nobody in particular. */
export const nobody: Today = { contact: null, memberships: [], access: [], fields: {}, courses: {}, segments: {} };

/** What is known about people today, with one statement for each kind of fact. In the open scope. */
export async function peopleToday(tenancy: Tenancy, ids: readonly string[], now: Date): Promise<ReadonlyMap<string, Today>> {
  const people = await tenancy.rowsOf(peopleByIds, ids);
  const memberships = byPerson(await tenancy.rowsOf(membershipsOfPeople, ids));
  const access = byPerson(await tenancy.rowsOf(openProductsOfPeople, ids, now));
  const fields = byPerson(await tenancy.rowsOf(fieldValuesOfPeople, ids));
  const courses = byPerson(await tenancy.rowsOf(progressOfPeople, ids));
  const segments = byPerson(await tenancy.rowsOf(segmentsOfPeople, ids));
  return new Map(
    people.map(({ id, createdAt, ...contact }) => [
      id,
      {
        contact: { ...contact, createdAt: createdAt.toISOString() },
        memberships: (memberships.get(id) ?? []).map(({ contactId: _, ...membership }) => membership),
        access: (access.get(id) ?? []).map(({ productId }) => productId),
        fields: Object.fromEntries((fields.get(id) ?? []).map(({ fieldId, name, value }) => [fieldId, { name, value }])),
        courses: Object.fromEntries(
          (courses.get(id) ?? []).map(({ courseId, contactId: _, ...progress }) => [courseId, progress]),
        ),
        segments: Object.fromEntries((segments.get(id) ?? []).map(({ segmentId }) => [segmentId, true])),
      },
    ]),
  );
}

const byPerson = <Row extends { readonly contactId: string }>(rows: readonly Row[]) =>
  groupedBy(rows, ({ contactId }) => contactId);
