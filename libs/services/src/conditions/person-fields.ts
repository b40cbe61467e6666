import { heldStates } from '@perennial/domain/billing';
import type { PersonField, PersonFieldType } from '@perennial/domain/conditions';
import { textsOf } from './expected.js';
import { instantTests } from './instant-tests.js';
import { idsIn, listTests } from './list-tests.js';
import { enrolment, progressTests } from './progress-tests.js';
import { equalsAny, type SqlScope, type SqlTests } from './sql-test.js';
import { equalsAnyText, textTests } from './text-tests.js';
import { booleanTests, referenceTests } from './value-tests.js';

const memberships = ({ contact }: SqlScope) => `select from membership m where m.contact_id = ${contact}.id`;
const held = `m.state in (${heldStates.map((state) => `'${state}'`).join(', ')})`;

/** Entitlements that are open now. Only people on a test clock are joined, and they are few: the wall's now is a constant. */
function openEntitlements({ contact, wall }: SqlScope): string {
  const now = `coalesce(date_trunc('milliseconds', k.now), ${wall()}::timestamptz)`;
  return `select from entitlement e left join (contact p join clock k on k.id = p.clock_id) on p.id = e.contact_id
    where e.contact_id = ${contact}.id and e.revoked_at is null and e.starts_at <= ${now} and (e.ends_at is null or e.ends_at > ${now})`;
}

/** Every field of a person as SQL. A field that the domain adds does not compile until it has an entry here. */
export const personFields = {
  'contact.name': textTests('name'),
  'contact.email': textTests('email'),
  'contact.timezone': textTests('time_zone'),
  'contact.tags': listTests({
    rows: ({ contact }) => `select from contact_tag t where t.contact_id = ${contact}.id`,
    equals: (expected, scope) => equalsAnyText({ text: 't.tag', key: 't.tag_key' }, expected, scope),
  }),
  'contact.createdAt': instantTests('created_at'),
  'contact.clockId': referenceTests('clock_id'),
  'memberships.plans': listTests({ rows: (scope) => `${memberships(scope)} and ${held}`, equals: idsIn('m.plan_id') }),
  'memberships.states': listTests({
    rows: memberships,
    equals: (expected, { param }) => equalsAny('m.state', textsOf(expected), 'text', param),
  }),
  'access.products': listTests({ rows: openEntitlements, equals: idsIn('e.product_id') }),
  'course.*.progressPercent': progressTests(),
  'course.*.completed': booleanTests((scope) => `exists (${enrolment(scope)} and n.completed_at is not null)`),
} satisfies { readonly [F in PersonField]: SqlTests<PersonFieldType<F>> };
