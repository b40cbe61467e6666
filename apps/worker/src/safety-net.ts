import { ownerOf, workflows } from '@perennial/contracts';
import { statementsOf, type Tenancy } from '@perennial/db';
import { type Clocks, type EventLog, smallestId } from '@perennial/services';
import type { Client } from '@temporalio/client';
import { Counter } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { WorkerLogger } from './log.js';
import { type Entity, liveAfter, liveCounts, lockRestarts, overdue, restartsRequested } from './safety-net.queries.js';
import { schoolIds } from './schools.queries.js';
import { type Watched, watched } from './watched.js';

const minute = 60_000;
/** How late a date or an event may be before we check whether its workflow is running. */
const late = 10 * minute;
/** Workflow IDs in one query to Temporal. */
const batch = 50;
/** Maximum restarts per check. */
const atMost = 500;

interface Found extends Entity {
  readonly schoolId: string;
}

/**
 * Restarts missing workflows of live entities, for example after someone terminated or cancelled them, or after Temporal was
 * restored from a backup. If none is missing, a check costs one query per school and one count per workflow.
 */
export class SafetyNet {
  readonly everyMs = 5 * minute;
  /** For the worker's metrics. */
  readonly counter = new Counter({
    name: 'perennial_restarted_workflows_total',
    help: 'Workflows that were started again because their entity lives and they did not run',
    labelNames: ['type'],
    registers: [],
  });
  /** Workflow types with fewer executions than entities in the last check. A start may have been in progress. */
  #fewer: ReadonlySet<Watched> = new Set();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly database: DataSource,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly client: Client,
    private readonly log: WorkerLogger,
  ) {}

  /** A failure is logged, and the next check retries. Returns the IDs of the restarted workflows. */
  async once(): Promise<string[]> {
    try {
      const schools = await this.#schools();
      const suspects = [...(await this.#overdue(schools)), ...(await this.#uncounted(schools))];
      return suspects.length === 0 ? [] : await this.#restart(await this.#withoutWorkflow(suspects));
    } catch (error) {
      this.log.error({ err: error }, 'safety net: will try again in five minutes');
      return [];
    }
  }

  async #schools(): Promise<string[]> {
    return (await statementsOf(this.database).rowsOf(schoolIds)).map(({ id }) => id);
  }

  async #overdue(schools: readonly string[]): Promise<Found[]> {
    const since = new Date(this.clocks.wall().getTime() - late);
    const found: Found[] = [];
    for (const schoolId of schools) {
      const rows = await this.tenancy.withSchool(schoolId, () => this.tenancy.rowsOf(overdue, since, smallestId(since)));
      found.push(...rows.map((row) => ({ ...row, schoolId })));
    }
    return found;
  }

  /** Entities without a workflow, for the workflow types with too few executions in two checks in a row. */
  async #uncounted(schools: readonly string[]): Promise<Found[]> {
    const expected = new Map<Watched, number>();
    for (const schoolId of schools)
      for (const { workflow, count } of await this.tenancy.withSchool(schoolId, () => this.tenancy.rowsOf(liveCounts)))
        expected.set(workflow, (expected.get(workflow) ?? 0) + count);
    const fewer = new Set<Watched>();
    for (const workflow of watched) {
      const wanted = expected.get(workflow) ?? 0;
      if (wanted > 0 && (await this.#count(workflow)) < wanted) fewer.add(workflow);
    }
    const twice = [...fewer].filter((workflow) => this.#fewer.has(workflow));
    this.#fewer = fewer;
    const found: Found[] = [];
    for (const workflow of twice) found.push(...(await this.#compare(schools, workflow)));
    return found;
  }

  async #count(workflow: Watched): Promise<number> {
    return (await this.client.workflow.count(`WorkflowType = '${workflow}' AND ExecutionStatus = 'Running'`)).count;
  }

  async #compare(schools: readonly string[], workflow: Watched): Promise<Found[]> {
    const running = new Set<string>();
    const query = `WorkflowType = '${workflow}' AND ExecutionStatus = 'Running'`;
    for await (const { workflowId } of this.client.workflow.list({ query, pageSize: 1_000 })) running.add(workflowId);
    const found: Found[] = [];
    for (const schoolId of schools) {
      for (let after: string | null = null; found.length < atMost; ) {
        const rows: Entity[] = await this.tenancy.withSchool(schoolId, () => this.tenancy.rowsOf(liveAfter, workflow, after));
        found.push(...rows.filter((row) => !running.has(idOf(row))).map((row) => ({ ...row, schoolId })));
        after = rows.at(-1)?.key ?? null;
        if (after === null) break;
      }
    }
    return found;
  }

  /** Filters the entities without a running workflow. A run that its dispatch still advances has no own workflow yet. */
  async #withoutWorkflow(suspects: readonly Found[]): Promise<Found[]> {
    const unique = [...new Map(suspects.map((suspect) => [idOf(suspect), suspect])).values()].slice(0, atMost);
    const ids = unique.flatMap((one) => [idOf(one), ...(one.dispatchId === null ? [] : [workflows.dispatch.id(one.dispatchId)])]);
    const running = new Set<string>();
    for (let start = 0; start < ids.length; start += batch) {
      const some = ids.slice(start, start + batch).map((id) => `'${id}'`);
      const query = `ExecutionStatus = 'Running' AND WorkflowId IN (${some.join(', ')})`;
      for await (const { workflowId } of this.client.workflow.list({ query })) running.add(workflowId);
    }
    return unique.filter(
      (one) => !running.has(idOf(one)) && !(one.dispatchId !== null && running.has(workflows.dispatch.id(one.dispatchId))),
    );
  }

  /** Restarts through an event and the relay, as staff do. Another worker may check at the same time. */
  async #restart(missing: readonly Found[]): Promise<string[]> {
    const restarted: string[] = [];
    for (const schoolId of new Set(missing.map((one) => one.schoolId))) {
      const own = missing.filter((one) => one.schoolId === schoolId);
      await this.tenancy.withSchool(schoolId, async () => {
        await this.tenancy.rowsOf(lockRestarts, schoolId);
        const oldest = smallestId(new Date(this.clocks.wall().getTime() - late));
        const requested = new Set((await this.tenancy.rowsOf(restartsRequested, oldest)).map(({ workflowId }) => workflowId));
        for (const one of own.filter((entity) => !requested.has(idOf(entity)))) {
          await this.events.record({
            type: 'workflow.restart_requested',
            contactId: one.contactId,
            occurredAt: await this.clocks.nowFor(one.contactId),
            data: { workflowId: idOf(one), executionId: null },
          });
          restarted.push(idOf(one));
        }
      });
    }
    for (const id of restarted) this.counter.inc({ type: ownerOf(id)?.name ?? 'unknown' });
    if (restarted.length > 0)
      this.log.warn({ workflowIds: restarted.slice(0, 20), count: restarted.length }, 'safety net: restarted');
    return restarted;
  }
}

const idOf = ({ workflow, key }: Entity): string => workflows[workflow].id(key);
