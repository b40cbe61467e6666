import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, AutomationRun, AutomationVersion, RunVisit, Tenancy, Wait } from '@perennial/db';
import { findNode, Graph } from '@perennial/domain/automation';
import { eventCatalogue, isEventType } from '@perennial/domain/events';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { ApiConfig } from '../../platform/database/api-config.js';
import { totalOf } from '../../platform/http/lists.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, isoOrNull, type Page } from '../../platform/http/schemas.js';
import { type RunAction, RunActions } from '../automations/run-actions.js';
import {
  attemptsOf,
  causesOf,
  movesOfRun,
  newestFor,
  nonEntries,
  passagesOf,
  peopleAtSteps,
  type RunRow,
  runById,
  runCount,
  runsNewestFirst,
  runsOldestFirst,
  stepKindOf,
} from './runs.queries.js';
import type { Passages, RunActionInput, RunDetail, RunQuery, RunView, StepCounts, WhyNot } from './runs.schemas.js';
import { temporalLink } from './temporal-links.js';
import { workflowOfRun } from './workflow-of-run.js';

const hourMs = 3_600_000;

/** People in automations, and people who did not enter. */
@Injectable()
export class RunsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly runActions: RunActions,
    private readonly config: ApiConfig,
    private readonly clocks: Clocks,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(AutomationRun) private readonly automationRuns: Repository<AutomationRun>,
    @InjectRepository(AutomationVersion) private readonly automationVersions: Repository<AutomationVersion>,
    @InjectRepository(RunVisit) private readonly runVisits: Repository<RunVisit>,
    @InjectRepository(Wait) private readonly waits: Repository<Wait>,
  ) {}

  list(schoolId: string, automationId: string, asked: RunQuery): Promise<Page<RunView>> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId }), 'automation');
      const { state = null, contactId = null, step = null, held = null } = asked;
      const filter = [automationId, state, contactId, step, held] as const;
      const counted = await this.tenancy.rowOf(runCount, ...filter);
      const page = asked.sort === 'startedAt' ? runsOldestFirst : runsNewestFirst;
      const rows = await this.tenancy.rowsOf(page, ...filter, asked.pageSize, (asked.page - 1) * asked.pageSize);
      return { items: rows.map(toRunResponse), ...totalOf(counted?.total ?? 0), page: asked.page, pageSize: asked.pageSize };
    });
  }

  /** How many people are at each step now. */
  stepCounts(schoolId: string, automationId: string): Promise<StepCounts> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId }), 'automation');
      return this.tenancy.rowsOf(peopleAtSteps, automationId);
    });
  }

  /** How many people passed each step within the last 24 hours, the last 7 days, and ever; the windows begin at a full hour. */
  passages(schoolId: string, automationId: string): Promise<Passages> {
    const before = (hours: number) => new Date(Math.floor(this.clocks.wall().getTime() / hourMs - hours) * hourMs);
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId }), 'automation');
      return this.tenancy.rowsOf(passagesOf, automationId, before(24), before(7 * 24));
    });
  }

  /** One run with its version and the steps it took. */
  get(schoolId: string, id: string): Promise<RunDetail> {
    return this.tenancy.withSchool(schoolId, async () => {
      const run = await this.#read(id);
      const { versionId, eventId, dispatchId, grouped, rerunOf } = await this.automationRuns.findOneByOrFail({ id });
      const version = await this.automationVersions.findOneByOrFail({ id: versionId });
      const wait = await this.waits.findOneBy({ ownerKind: 'run', ownerId: id });
      const moves = await this.tenancy.rowsOf(movesOfRun, id);
      const visits = await this.runVisits.find({ where: { runId: id }, order: { visit: 'ASC', enteredAt: 'ASC' } });
      return {
        run,
        graph: { ...version.graph },
        visits: visits.map(({ nodeId, visit, enteredAt, leftAt, port, evidence }) => ({
          nodeId,
          visit,
          enteredAt: iso(enteredAt),
          leftAt: isoOrNull(leftAt),
          port,
          evidence: evidence && { ...evidence },
        })),
        attempts: (await this.tenancy.rowsOf(attemptsOf, id)).map((attempt) => ({ ...attempt, at: iso(attempt.at) })),
        moves: moves.map(({ graph: _, at, ...move }) => ({ ...move, at: iso(at) })),
        earlierSteps: earlierSteps(Graph.parse(version.graph), moves, visits),
        newestVersion: (await this.tenancy.rowOf(newestFor, id))?.number ?? null,
        eventId,
        rerunOf,
        causes: await this.#causes(eventId),
        temporalUrl: temporalLink(
          this.config,
          workflowOfRun({
            ...{ id, eventId, dispatchId, rerunOf, grouped, visits },
            state: run.state,
            groupKey: wait?.groupKey ?? null,
            graph: Graph.parse(version.graph),
          }),
        ),
      };
    });
  }

  /** Commands a run to retry its step, to skip it, or to stop. The run's workflow executes the command. */
  operate(schoolId: string, id: string, action: RunAction, { version, input }: RunActionInput): Promise<RunView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const run = await this.#read(id);
      const live = run.state === 'running' || run.state === 'waiting' || run.state === 'parked';
      if (action === 'stop' ? !live : run.state !== 'parked')
        throw new Refusal(
          'not_possible_now',
          action === 'stop'
            ? 'This journey has already ended.'
            : 'Only a journey that needs attention can be retried or continued without the step.',
        );
      if (input && (action !== 'retry' || (await this.tenancy.rowOf(stepKindOf, id))?.kind !== 'callUrl'))
        throw new Refusal('not_possible_now', 'Only a call that is retried can be edited for one person.');
      if (action === 'retry' && version === 'newest') await this.runActions.toNewestVersion(id);
      await this.runActions.request(id, run.contact?.id ?? null, action, input);
      return run;
    });
  }

  /** Non-entries: events of a trigger's type with which the person did not enter, with the value that decided. Newest first. */
  whyNot(schoolId: string, automationId: string, contactId: string | undefined): Promise<WhyNot> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId }), 'automation');
      const rows = await this.tenancy.rowsOf(nonEntries, automationId, contactId ?? null);
      return rows.map((row) => ({ ...row, at: iso(row.at) }));
    });
  }

  /** The chain of causes of an event, from the event itself to the first one. */
  async #causes(eventId: string): Promise<RunDetail['causes']> {
    const rows = await this.tenancy.rowsOf(causesOf, eventId);
    return rows.map(({ id, type, at, runId, automationId, automationName }) => ({
      eventId: id,
      type,
      label: isEventType(type) ? eventCatalogue[type].label : type,
      at: iso(at),
      by: runId && automationId && automationName ? { runId, automationId, automationName } : null,
    }));
  }

  async #read(id: string): Promise<RunView> {
    return toRunResponse(found(await this.tenancy.rowOf(runById, id), 'run'));
  }
}

/** Visited steps of the versions that a run left, as its last visit found them. */
function earlierSteps(
  graph: Graph,
  moves: readonly { readonly graph: object }[],
  visits: readonly { readonly nodeId: string }[],
): RunDetail['earlierSteps'] {
  const missing = new Set(visits.map(({ nodeId }) => nodeId).filter((id) => !findNode(graph, id)));
  const known = new Map(moves.flatMap((move) => Graph.parse(move.graph).nodes).map((step) => [step.id, step]));
  return [...missing].flatMap((id) => {
    const step = known.get(id);
    return step ? [{ ...step }] : [];
  });
}

/** A run as the statements return it, as responses contain it. */
export function toRunResponse({ contactId, contactName, contactEmail, clockId, ...row }: RunRow): RunView {
  return {
    ...row,
    contact: contactId ? { id: contactId, name: contactName ?? '', email: contactEmail ?? '', clockId } : null,
    startedAt: iso(row.startedAt),
    finishedAt: isoOrNull(row.finishedAt),
    waitUntil: isoOrNull(row.waitUntil),
  };
}
