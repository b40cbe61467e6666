import { column, defineQuery, orNull } from '@perennial/db';
import type { ApprovalAnswer } from '@perennial/domain/automation';

type Many<T> = readonly T[];

/** Records questions to the staff, each once. Returns those that were not recorded before. */
export const recordApprovals = defineQuery<
  [
    automationIds: Many<string>,
    runIds: Many<string>,
    nodeIds: Many<string>,
    visits: Many<number>,
    contactIds: Many<string | null>,
    roles: Many<string>,
    questions: Many<string>,
    requested: Many<Date>,
    until: Many<Date>,
  ]
>()({
  columns: { id: column.uuid, runId: column.uuid },
  sql: `insert into approval (automation_id, run_id, node_id, visit, contact_id, role, question, requested_at, until)
        select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::uuid[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[])
        on conflict (run_id, node_id, visit) do nothing returning id, run_id`,
});

/** Marks questions as those of which the staff are reminded, once. Returns those that were not marked before. */
export const remindApprovals = defineQuery<[runIds: Many<string>, nodeIds: Many<string>, visits: Many<number>, at: Many<Date>]>()(
  {
    columns: { id: column.uuid, runId: column.uuid },
    sql: `update approval a set reminded_at = w.at
          from unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[]) as w(run_id, node_id, visit, at)
         where a.run_id = w.run_id and a.node_id = w.node_id and a.visit = w.visit and a.reminded_at is null and a.answer is null
        returning a.id, a.run_id`,
  },
);

/** The question at which a run is, under its lock: an answer is given before or after it is read, and not in between. */
export const approvalAt = defineQuery<[runId: string, nodeId: string, visit: number]>()({
  columns: {
    id: column.uuid,
    answer: orNull(column.text<ApprovalAnswer>()),
    answeredBy: orNull(column.text()),
    note: orNull(column.text()),
  },
  sql: 'select id, answer, answered_by, note from approval where run_id = $1 and node_id = $2 and visit = $3 for update',
});

/** Closes questions whose runs have left the step. */
export const closeApprovals = defineQuery<[runIds: Many<string>, nodeIds: Many<string>, visits: Many<number>, at: Many<Date>]>()({
  columns: {},
  sql: `update approval a set closed_at = w.at
          from unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[]) as w(run_id, node_id, visit, at)
         where a.run_id = w.run_id and a.node_id = w.node_id and a.visit = w.visit and a.closed_at is null`,
});
