import { ownerOf } from '@perennial/contracts';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { WorkerLogger } from './log.js';

const minute = 60_000;
/** Written by the server once several tasks of a workflow in a row have failed or timed out. */
const reported = 'TemporalReportedProblems';
const query = `ExecutionStatus = 'Running' AND ${reported} IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')`;
/** Listed at once; more of them have one cause, and fixing it clears them all. */
const atMost = 1_000;

interface Stuck {
  readonly workflowId: string;
  readonly executionId: string;
  readonly schoolId: string;
  readonly contactId: string | null;
  readonly cause: string;
}

/**
 * Lists workflows that cannot go on by themselves: the code of today does not fit their history, or throws. Temporal retries
 * their tasks for ever and nothing is lost, but nothing happens either. Staff see the list under Needs attention.
 */
export class StuckWorkflows {
  /** For the worker's metrics. */
  readonly gauge = new Gauge({
    name: 'perennial_stuck_workflows',
    help: 'Workflows whose tasks keep failing, as last seen in Temporal',
    labelNames: ['type'],
    registers: [],
  });
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: DataSource,
    private readonly client: Client,
    private readonly log: WorkerLogger,
  ) {}

  /** Once now, then every minute. */
  start(): void {
    void this.once();
    this.#timer = setInterval(() => void this.once(), minute);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  /** A failure is logged; the list stays as it was until the next minute. */
  async once(): Promise<void> {
    try {
      const stuck = await this.#ask();
      this.#count(stuck);
      const schools: { id: string }[] = await this.database.query('select school_ids() as id');
      for (const { id } of schools) {
        await this.#write(
          id,
          stuck.filter(({ schoolId }) => schoolId === id),
        );
      }
    } catch (error) {
      this.log.error({ err: error }, 'stuck workflows: will try again in a minute');
    }
  }

  async #ask(): Promise<Stuck[]> {
    const stuck: Stuck[] = [];
    for await (const info of this.client.workflow.list({ query })) {
      const found = toStuck(info);
      if (found) stuck.push(found);
      if (stuck.length >= atMost) break;
    }
    return stuck;
  }

  #count(stuck: readonly Stuck[]): void {
    this.gauge.reset();
    for (const { workflowId } of stuck) this.gauge.inc({ type: ownerOf(workflowId)?.name ?? 'unknown' });
  }

  #write(schoolId: string, stuck: readonly Stuck[]): Promise<void> {
    return this.database.transaction(async (em) => {
      await em.query(`select set_config('app.school_id', $1, true)`, [schoolId]);
      await em.query('delete from stuck_workflow where not (execution_id = any($1))', [stuck.map((one) => one.executionId)]);
      for (const { workflowId, executionId, contactId, cause } of stuck) {
        await em.query(
          `insert into stuck_workflow (workflow_id, execution_id, contact_id, cause) values ($1, $2, $3, $4)
           on conflict (workflow_id) do update set cause = excluded.cause`,
          [workflowId, executionId, contactId, cause],
        );
      }
    });
  }
}

function toStuck({ workflowId, runId, searchAttributes }: WorkflowExecutionInfo): Stuck | null {
  const value = (name: string): string | undefined => searchAttributes[name]?.map(String)[0];
  const schoolId = value('SchoolId');
  if (schoolId === undefined || ownerOf(workflowId) === null) return null;
  const problems = searchAttributes[reported]?.map(String) ?? [];
  const cause = problems.find((problem) => problem.startsWith('cause='))?.slice('cause='.length) ?? 'unknown';
  return { workflowId, executionId: runId, schoolId, contactId: value('ContactId') ?? null, cause };
}
