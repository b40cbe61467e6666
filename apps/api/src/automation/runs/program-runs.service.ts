import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, AutomationRun, Tenancy } from '@perennial/db';
import { isNodeKind, nodeDefinitions } from '@perennial/domain/automation';
import { Not, Repository } from 'typeorm';
import type { Program } from '../../identity/auth/api-key.guard.js';
import { Idempotency } from '../../platform/http/idempotency.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import type { ProgramStep } from '../automations/program-automations.schemas.js';
import type { RunAction } from '../automations/run-actions.js';
import type { ProgramRun, ProgramRunDetail, ProgramRunQuery, ProgramRuns } from './program-runs.schemas.js';
import { type RunWithStepRow, runsAfter, runWithStepById } from './runs.queries.js';
import type { RunActionInput, RunDetail } from './runs.schemas.js';
import { RunsService, toRunResponse } from './runs.service.js';

/** People in automations, for programs. */
@Injectable()
export class ProgramRunsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly runs: RunsService,
    private readonly idempotency: Idempotency,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(AutomationRun) private readonly automationRuns: Repository<AutomationRun>,
  ) {}

  list({ schoolId }: Program, automationId: string, asked: ProgramRunQuery): Promise<ProgramRuns> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId, state: Not('deleted') }), 'automation');
      const { state = null, contactId = null, step = null, held = null, email = null, after = null, pageSize } = asked;
      if (after !== null && !(await this.automationRuns.existsBy({ id: after, automationId })))
        throw new Refusal('invalid_input', 'Send `next` of the page before, or leave `after` out to begin again.', {
          field: 'after',
        });
      const filter = [automationId, state, contactId, step, held, email] as const;
      const rows = await this.tenancy.rowsOf(runsAfter, ...filter, after, pageSize + 1);
      const items = rows.slice(0, pageSize).map(toProgramRun);
      return { items, next: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null };
    });
  }

  /** One run with the steps that it took. */
  get({ schoolId }: Program, id: string): Promise<ProgramRunDetail> {
    return this.tenancy.withSchool(schoolId, async () => {
      const run = await this.#read(id);
      const detail = await this.runs.get(schoolId, id);
      const { attempts, moves, newestVersion, eventId, rerunOf } = detail;
      return { ...run, steps: stepsTaken(detail), attempts, moves, newestVersion, eventId, rerunOf };
    });
  }

  /** Commands a run as staff do, once per Idempotency-Key. Returns the run as it is until its workflow executes the command. */
  operate(program: Program, id: string, action: RunAction, input: RunActionInput, key: string | undefined): Promise<ProgramRun> {
    return this.tenancy.withSchool(program.schoolId, async () => {
      await this.idempotency.once(program, key, { runId: id, action, ...input }, async () => {
        await this.runs.operate(program.schoolId, id, action, input);
        return { id };
      });
      return this.#read(id);
    });
  }

  async #read(id: string): Promise<ProgramRun> {
    return toProgramRun(found(await this.tenancy.rowOf(runWithStepById, id), 'run'));
  }
}

function toProgramRun({ stepKind, stepName, ...row }: RunWithStepRow): ProgramRun {
  const { currentNodeId: id, ...run } = toRunResponse(row);
  return { ...run, step: id && stepKind ? stepOf({ id, kind: stepKind, name: stepName }) : null };
}

/** Visits with their steps, of which some may be in an earlier version only. */
function stepsTaken({ graph, earlierSteps, visits }: RunDetail): ProgramRunDetail['steps'] {
  const drawn = [...earlierSteps, ...(Array.isArray(graph.nodes) ? graph.nodes : [])] as StoredStep[];
  const known = new Map(drawn.map((step) => [step.id, step]));
  return visits.map(({ nodeId, ...visit }) => ({ step: stepOf(known.get(nodeId) ?? { id: nodeId, kind: '' }), ...visit }));
}

/** A step as a version contains it. */
interface StoredStep {
  readonly id: string;
  readonly kind: string;
  readonly name?: string | null | undefined;
}

const stepOf = ({ id, kind, name }: StoredStep): ProgramStep => ({
  id,
  kind,
  label: name ?? (isNodeKind(kind) ? nodeDefinitions[kind].label : id),
});
