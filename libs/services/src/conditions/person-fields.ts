import { heldStates } from '@perennial/domain/billing';
import type { PersonField, PersonFieldType } from '@perennial/domain/conditions';
import { contactFieldTests } from './contact-field-tests.js';
import { textsOf } from './expected.js';
import { instantTests } from './instant-tests.js';
import { idsIn, listTests } from './list-tests.js';
import { enrolment, progressTests } from './progress-tests.js';
import { segmentTests } from './segment-tests.js';
import { equalsAny, hasRow, type RowsOfContacts, type SqlScope, type SqlTests } from './sql-test.js';
import { textTests } from './text-tests.js';
import { booleanTests, referenceTests } from './value-tests.js';

const memberships = { owner: 'm.contact_id', from: 'membership m', where: [] };
const held = `m.state in (${heldStates.map((state) => `'${state}'`).join(', ')})`;

/**
 * Entitlements that are open now. Only people on a test clock are joined, and they are few. For the others the time is a
 * constant.
 */
function openEntitlements({ wall }: SqlScope): RowsOfContacts {
  const now = `coalesce(date_trunc('milliseconds', k.now), ${wall()}::timestamptz)`;
  return {
    owner: 'e.contact_id',
    from: 'entitlement e left join (contact p join clock k on k.id = p.clock_id) on p.id = e.contact_id',
    where: ['e.revoked_at is null', `e.starts_at <= ${now}`, `(e.ends_at is null or e.ends_at > ${now})`],
  };
}

/** Every field of a person as SQL. A field that the domain adds does not compile until it has an entry here. */
export const personFields = {
  'contact.name': textTests('name'),
  'contact.email': textTests('email'),
  'contact.timezone': textTests('time_zone'),
  'contact.tags': listTests({
    rows: () => ({ owner: 't.contact_id', from: 'contact_tag t', where: [] }),
    equals: idsIn('t.tag_id'),
  }),
  'contact.segments': segmentTests,
  'contact.createdAt': instantTests('created_at'),
  'contact.clockId': referenceTests('clock_id'),
  'memberships.plans': listTests({ rows: () => ({ ...memberships, where: [held] }), equals: idsIn('m.plan_id') }),
  'memberships.states': listTests({
    rows: () => memberships,
    equals: (expected, { param }) => equalsAny('m.state', textsOf(expected), 'text', param),
  }),
  'access.products': listTests({ rows: openEntitlements, equals: idsIn('e.product_id') }),
  'course.*.progressPercent': progressTests(),
  'course.*.completed': booleanTests((scope) => hasRow(enrolment(scope), scope, 'n.completed_at is not null')),
  ...contactFieldTests,
} satisfies { readonly [F in PersonField]: SqlTests<PersonFieldType<F>> };
