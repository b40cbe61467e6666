import { ownerOf, workflows } from '@perennial/contracts';
import type { Tenancy } from '@perennial/db';
import type { Clocks, EventLog } from '@perennial/services';
import type { Client } from '@temporalio/client';
import { Counter } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { WorkerLogger } from './log.js';
import { countLive, type Entity, listLive, listOverdue, listRequested, type Watched, watched } from './safety-net.queries.js';

const minute = 60_000;
/** How late a date or an event may be before somebody asks whether its workflow runs. */
const late = 10 * minute;
/** Workflow IDs in one query to Temporal. */
const batch = 50;
/** Restarted in one sweep at most. */
const atMost = 500;

interface Found extends Entity {
  readonly schoolId: string;
}

/**
 * Starts workflows again whose entity lives, but which do not run: somebody terminated or cancelled them, or Temporal was
 * restored from a backup. While nothing is missing, a sweep costs a query per school and a count per workflow.
 */
export class SafetyNet {
  /** For the worker's metrics. */
  readonly counter = new Counter({
    name: 'perennial_restarted_workflows_total',
    help: 'Workflows that were started again because their entity lives and they did not run',
    labelNames: ['type'],
    registers: [],
  });
  #timer: NodeJS.Timeout | null = null;
  /** Workflows of which the last sweep counted fewer than entities: a start may have been on its way. */
  #fewer: ReadonlySet<Watched> = new Set();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly database: DataSource,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly client: Client,
    private readonly log: WorkerLogger,
  ) {}

  /** Every five minutes. */
  start(): void {
    this.#timer = setInterval(() => void this.once(), 5 * minute);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  /** A failure is logged; the next sweep finds the same. Returns the IDs of the workflows that it started again. */
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
    const rows: { id: string }[] = await this.database.query('select school_ids() as id');
    return rows.map(({ id }) => id);
  }

  async #overdue(schools: readonly string[]): Promise<Found[]> {
    const since = new Date(this.clocks.wall().getTime() - late);
    const found: Found[] = [];
    for (const schoolId of schools) {
      const rows = await this.tenancy.withSchool(schoolId, () => listOverdue(this.tenancy, since, smallestId(since)));
      found.push(...rows.map((row) => ({ ...row, schoolId })));
    }
    return found;
  }

  /** Entities without a workflow by name, of those workflows of which two sweeps have counted fewer than entities. */
  async #uncounted(schools: readonly string[]): Promise<Found[]> {
    const expected = new Map<Watched, number>();
    for (const schoolId of schools)
      for (const { workflow, count } of await this.tenancy.withSchool(schoolId, () => countLive(this.tenancy)))
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
        const rows: Entity[] = await this.tenancy.withSchool(schoolId, () => listLive(this.tenancy, workflow, after));
        found.push(...rows.filter((row) => !running.has(idOf(row))).map((row) => ({ ...row, schoolId })));
        after = rows.at(-1)?.key ?? null;
        if (after === null) break;
      }
    }
    return found;
  }

  /** Those that do not run. A run that its dispatch still advances has no workflow of its own yet. */
  async #withoutWorkflow(suspects: readonly Found[]): Promise<Found[]> {
    const unique = [...new Map(suspects.map((suspect) => [idOf(suspect), suspect])).values()].slice(0, atMost);
    const ids = unique.flatMap((one) => [idOf(one), ...(one.eventId === null ? [] : [workflows.dispatch.id(one.eventId)])]);
    const running = new Set<string>();
    for (let start = 0; start < ids.length; start += batch) {
      const some = ids.slice(start, start + batch).map((id) => `'${id}'`);
      const query = `ExecutionStatus = 'Running' AND WorkflowId IN (${some.join(', ')})`;
      for await (const { workflowId } of this.client.workflow.list({ query })) running.add(workflowId);
    }
    return unique.filter(
      (one) => !running.has(idOf(one)) && !(one.eventId !== null && running.has(workflows.dispatch.id(one.eventId))),
    );
  }

  /** Through an event and the relay, as when staff restart one. Another worker may sweep at the same time. */
  async #restart(missing: readonly Found[]): Promise<string[]> {
    const restarted: string[] = [];
    for (const schoolId of new Set(missing.map((one) => one.schoolId))) {
      const own = missing.filter((one) => one.schoolId === schoolId);
      await this.tenancy.withSchool(schoolId, async () => {
        await this.tenancy.em.query(`select pg_advisory_xact_lock(hashtext('safety-net'), hashtext($1))`, [schoolId]);
        const requested = await listRequested(this.tenancy, smallestId(new Date(this.clocks.wall().getTime() - late)));
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

/** The smallest uuidv7 of an instant. */
function smallestId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
