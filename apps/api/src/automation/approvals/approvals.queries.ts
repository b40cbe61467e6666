import { column, defineQuery, orNull, type QueryRow } from '@perennial/db';
import type { ApprovalAnswer } from '@perennial/domain/automation';
import type { StaffAudience } from '@perennial/domain/identity';

const columns = {
  id: column.uuid,
  question: column.text(),
  automation: column.json<{ id: string; name: string }>(),
  runId: column.uuid,
  contact: orNull(column.json<{ id: string; name: string; email: string; clockId: string | null }>()),
  role: column.text<StaffAudience>(),
  requestedAt: column.timestamp,
  until: column.timestamp,
  answer: orNull(column.text<ApprovalAnswer>()),
  answeredAt: orNull(column.timestamp),
  answeredBy: orNull(column.text()),
  note: orNull(column.text()),
};

const selected = `select p.id, p.question, jsonb_build_object('id', a.id, 'name', a.name) as automation, p.run_id,
       case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email, 'clockId', c.clock_id) end as contact,
       p.role, p.requested_at, p.until, p.answer, p.answered_at, p.answered_by, p.note
  from approval p join automation a on a.id = p.automation_id left join contact c on c.id = p.contact_id`;

/** Questions that a role may decide. Null for every question. */
const may = (role: string) => `(${role}::text is null or ${role} = 'owner' or p.role in ('everyone', ${role}))`;
const open = 'p.answer is null and p.closed_at is null';

/** The oldest questions without an answer. */
export const openApprovals = defineQuery<[role: string | null, limit: number]>()({
  columns,
  sql: `${selected} where ${open} and ${may('$1')} order by p.requested_at, p.id limit $2`,
});

/** The newest answers. */
export const answeredApprovals = defineQuery<[role: string | null, limit: number]>()({
  columns,
  sql: `${selected} where p.answer is not null and ${may('$1')} order by p.answered_at desc, p.id desc limit $2`,
});

/** How many questions wait for an answer, and how many were answered. */
export const countApprovals = defineQuery<[role: string | null]>()({
  columns: { open: column.integer, answered: column.integer },
  sql: `select (select count(*)::int from approval p where ${open} and ${may('$1')}) as open,
               (select count(*)::int from approval p where p.answer is not null and ${may('$1')}) as answered`,
});

/** One question. */
export const approvalById = defineQuery<[id: string]>()({ columns, sql: `${selected} where p.id = $1` });

/** One question under its lock: of two people who answer, one reads the answer of the other. */
export const lockApproval = defineQuery<[id: string]>()({
  columns: {
    role: column.text<StaffAudience>(),
    runId: column.uuid,
    contactId: orNull(column.uuid),
    answer: orNull(column.text<ApprovalAnswer>()),
    answeredBy: orNull(column.text()),
    answeredById: orNull(column.uuid),
    isClosed: column.boolean,
  },
  sql: `select role, run_id, contact_id, answer, answered_by, answered_by_id, closed_at is not null as is_closed
          from approval where id = $1 for update`,
});

/** A row of a list of questions. */
export type ApprovalRow = QueryRow<typeof approvalById>;
