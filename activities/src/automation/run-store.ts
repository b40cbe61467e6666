import { AutomationRun } from '@perennial/db';
import type { Cursor, Graph, VisitEvidence } from '@perennial/domain/automation';
import type { AdminTopic, Topic } from '@perennial/domain/events';
import { type Cause, rowsOf } from '@perennial/services';
import type { Services } from '../platform/services.js';

/** A run under the lock of the open transaction, with the frozen graph it follows. */
export interface LoadedRun {
  readonly row: AutomationRun;
  readonly graph: Graph;
  readonly version: number;
  readonly cursor: Cursor;
  readonly clockId: string | null;
  readonly now: Date;
  readonly cause: Cause;
}

/** Reads and writes runs, in the open scope. */
export class RunStore {
  constructor(private readonly services: Services) {}

  async load(runId: string): Promise<LoadedRun> {
    const { tenancy, clocks, graphs } = this.services;
    const row = await tenancy.repo(AutomationRun).findOneOrFail({ where: { id: runId }, lock: { mode: 'pessimistic_write' } });
    const { graph, number } = await graphs.of(rowsOf(tenancy), row.versionId);
    const { clockId, now } = await clocks.of(row.contactId);
    return {
      row,
      graph,
      version: number,
      cursor: row.cursor as Cursor,
      clockId,
      now,
      cause: { eventId: row.eventId, depth: row.depth, runId },
    };
  }

  /** Writes the current position of the run. */
  async save(
    run: LoadedRun,
    state: AutomationRun['state'],
    cursor: Cursor,
    result: object,
    problem: string | null,
  ): Promise<void> {
    const over = state === 'completed' || state === 'exited' || state === 'stopped';
    await this.services.tenancy.em.query(
      `update automation_run set state = $2, cursor = $3, revision = revision + 1, last_result = $4, problem = $5,
              finished_at = case when $6 then coalesce(finished_at, $7) end where id = $1`,
      [run.row.id, state, JSON.stringify(cursor), JSON.stringify(result), problem, over, run.now],
    );
    const { id, contactId } = run.row;
    const needsYou = state === 'parked' || run.row.state === 'parked';
    const admin: Topic<AdminTopic>[] = [{ key: 'runs', id }, { key: 'automations' }];
    if (contactId) admin.push({ key: 'contacts', id: contactId });
    if (needsYou) admin.push({ key: 'home' });
    this.services.events.announce({ admin });
  }

  /** Writes one row of the run's timeline; `left` says that the node is behind it. */
  async visit(run: LoadedRun, evidence: VisitEvidence, left: boolean): Promise<void> {
    await this.services.tenancy.em.query(
      `insert into run_visit (run_id, node_id, visit, entered_at, left_at, port, evidence) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (run_id, node_id, visit) do update set left_at = excluded.left_at, port = excluded.port, evidence = excluded.evidence`,
      [
        run.row.id,
        evidence.nodeId,
        evidence.visit,
        run.now,
        left ? run.now : null,
        evidence.port,
        JSON.stringify({ reason: evidence.reason, values: evidence.values }),
      ],
    );
  }
}
