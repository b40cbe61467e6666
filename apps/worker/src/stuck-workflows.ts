import { attentionCode, needsAttention, ownerOf } from '@perennial/contracts';
import { statementsOf, type Tenancy } from '@perennial/db';
import type { EventLog } from '@perennial/services';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { Gauge } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { WorkerLogger } from './log.js';
import { schoolIds } from './schools.queries.js';
import { removeOthers, saveStuck } from './stuck-workflows.queries.js';

const minute = 60_000;
/** Set by the server after several tasks of a workflow in a row have failed or timed out. */
const reported = 'TemporalReportedProblems';
const stuckQuery = `ExecutionStatus = 'Running' AND ${reported} IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')`;
const failedQuery = `ExecutionStatus = 'Running' AND WaitKind STARTS_WITH '${needsAttention}: '`;
/** Maximum number listed. More than this have a common cause, and fixing it resolves them all. */
const atMost = 1_000;

interface Stuck {
  readonly workflowId: string;
  readonly executionId: string;
  readonly schoolId: string;
  readonly contactId: string | null;
  /** Temporal's cause, or the code of the activity that failed. */
  readonly cause: string;
}

/**
 * Lists workflows that cannot continue, because the current code does not match their history, or throws. Temporal retries
 * their tasks indefinitely; nothing is lost, but they make no progress. Also lists workflows whose activity failed permanently
 * and which retry it every hour. Staff see the list under Needs attention.
 */
export class StuckWorkflows {
  /** For the worker's metrics. */
  readonly gauge = new Gauge({
    name: 'perennial_stuck_workflows',
    help: 'Workflows whose tasks keep failing, as last seen in Temporal',
    labelNames: ['type'],
    registers: [],
  });
  /** For the worker's metrics. */
  readonly failedGauge = new Gauge({
    name: 'perennial_failed_activities',
    help: 'Workflows whose activity failed permanently and is retried every hour, as last seen in Temporal',
    labelNames: ['type', 'code'],
    registers: [],
  });
  readonly everyMs = minute;
  readonly startsAtOnce = true;

  constructor(
    private readonly tenancy: Tenancy,
    private readonly database: DataSource,
    private readonly events: EventLog,
    private readonly client: { readonly workflow: Pick<Client['workflow'], 'list'> },
    private readonly log: WorkerLogger,
  ) {}

  /** A failure is logged, and the list does not change until the next run. */
  async once(): Promise<void> {
    try {
      const stuck = await this.#ask(stuckQuery, causeOf);
      const failed = await this.#ask(failedQuery, codeOf);
      this.#count(stuck, failed);
      const all = [...new Map([...failed, ...stuck].map((one) => [one.workflowId, one])).values()];
      const schools = await statementsOf(this.database).rowsOf(schoolIds);
      for (const { id } of schools) {
        await this.#write(
          id,
          all.filter(({ schoolId }) => schoolId === id),
        );
      }
    } catch (error) {
      this.log.error({ err: error }, 'stuck workflows: will try again in a minute');
    }
  }

  async #ask(query: string, causeOf: (info: WorkflowExecutionInfo) => string): Promise<Stuck[]> {
    const stuck: Stuck[] = [];
    for await (const info of this.client.workflow.list({ query })) {
      const found = toStuck(info, causeOf(info));
      if (found) stuck.push(found);
      if (stuck.length >= atMost) break;
    }
    return stuck;
  }

  #count(stuck: readonly Stuck[], failed: readonly Stuck[]): void {
    this.gauge.reset();
    this.failedGauge.reset();
    for (const { workflowId, cause } of failed)
      this.failedGauge.inc({ type: ownerOf(workflowId)?.name ?? 'unknown', code: cause });
    for (const { workflowId } of stuck) this.gauge.inc({ type: ownerOf(workflowId)?.name ?? 'unknown' });
  }

  #write(schoolId: string, stuck: readonly Stuck[]): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      const executionIds = stuck.map(({ executionId }) => executionId);
      const gone = await this.tenancy.rowsOf(removeOthers, executionIds);
      const saved = await this.tenancy.rowsOf(
        saveStuck,
        stuck.map(({ workflowId }) => workflowId),
        executionIds,
        stuck.map(({ contactId }) => contactId),
        stuck.map(({ cause }) => cause),
      );
      if (gone.length + saved.length > 0) this.events.announce({ admin: [{ key: 'stuck-workflows' }, { key: 'home' }] });
    });
  }
}

const attributeOf = ({ searchAttributes }: WorkflowExecutionInfo, name: string): string | undefined =>
  searchAttributes[name]?.map(String)[0];

/** Temporal's cause of tasks that keep failing. */
function causeOf({ searchAttributes }: WorkflowExecutionInfo): string {
  const problems = searchAttributes[reported]?.map(String) ?? [];
  return problems.find((problem) => problem.startsWith('cause='))?.slice('cause='.length) ?? 'unknown';
}

const codeOf = (info: WorkflowExecutionInfo): string => attentionCode(attributeOf(info, 'WaitKind') ?? '') ?? 'unexpected';

function toStuck(info: WorkflowExecutionInfo, cause: string): Stuck | null {
  const { workflowId, runId } = info;
  const schoolId = attributeOf(info, 'SchoolId');
  if (schoolId === undefined || ownerOf(workflowId) === null) return null;
  return { workflowId, executionId: runId, schoolId, contactId: attributeOf(info, 'ContactId') ?? null, cause };
}
