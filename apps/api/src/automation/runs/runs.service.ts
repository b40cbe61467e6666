import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, AutomationRun, AutomationVersion, RunVisit, Tenancy } from '@perennial/db';
import { graphSchema } from '@perennial/domain/automation';
import { eventCatalogue, isEventType } from '@perennial/domain/events';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import { ApiConfig } from '../../platform/database/api-config.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, isoOrNull, type Page } from '../../platform/http/schemas.js';
import { type Operation, Operations } from '../automations/operations.js';
import { homeWorkflow } from './home-workflow.js';
import {
  causesOf,
  nonEntries,
  peopleAtSteps,
  type RunRow,
  runById,
  runCount,
  runsNewestFirst,
  runsOldestFirst,
} from './runs.queries.js';
import type { RunDetail, RunQuery, RunView, Standing, WhyNot } from './runs.schemas.js';
import { temporalLink } from './temporal-links.js';

/** People on their way through automations, and people who did not get in. */
@Injectable()
export class RunsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly operations: Operations,
    private readonly config: ApiConfig,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(AutomationRun) private readonly automationRuns: Repository<AutomationRun>,
    @InjectRepository(AutomationVersion) private readonly automationVersions: Repository<AutomationVersion>,
    @InjectRepository(RunVisit) private readonly runVisits: Repository<RunVisit>,
  ) {}

  list(schoolId: string, automationId: string, asked: z.output<typeof RunQuery>): Promise<Page<RunView>> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId }), 'automation');
      const filter = [automationId, asked.state ?? null, asked.contactId ?? null, asked.step ?? null] as const;
      const total = await this.tenancy.rowOf(runCount, ...filter);
      const page = asked.sort === 'startedAt' ? runsOldestFirst : runsNewestFirst;
      const rows = await this.tenancy.rowsOf(page, ...filter, asked.pageSize, (asked.page - 1) * asked.pageSize);
      return { items: rows.map(toRunResponse), total: total?.total ?? 0, page: asked.page, pageSize: asked.pageSize };
    });
  }

  /** How many people are at each step now. */
  standing(schoolId: string, automationId: string): Promise<Standing> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId }), 'automation');
      return this.tenancy.rowsOf(peopleAtSteps, automationId);
    });
  }

  /** One run with the version it follows and the way it took. */
  get(schoolId: string, id: string): Promise<RunDetail> {
    return this.tenancy.withSchool(schoolId, async () => {
      const run = await this.#read(id);
      const { versionId, eventId } = await this.automationRuns.findOneByOrFail({ id });
      const version = await this.automationVersions.findOneByOrFail({ id: versionId });
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
        eventId,
        causes: await this.#causes(eventId),
        temporalUrl: temporalLink(
          this.config,
          homeWorkflow({ id, eventId, state: run.state, graph: graphSchema.parse(version.graph), visits }),
        ),
      };
    });
  }

  /** Tells a run to try its step again, to go on without it, or to stop. The run's workflow carries it out. */
  operate(schoolId: string, id: string, action: Operation): Promise<RunView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const run = await this.#read(id);
      const live = run.state === 'running' || run.state === 'waiting' || run.state === 'parked';
      if (action === 'stop' ? !live : run.state !== 'parked')
        throw new Refusal(
          'not_possible_now',
          action === 'stop' ? 'This run has already ended.' : 'Only a run that needs attention can be retried or skipped.',
        );
      await this.operations.tell(id, run.contact?.id ?? null, action);
      return run;
    });
  }

  /** Events that a trigger waited for and did not let in, with the value that decided. Newest first. */
  whyNot(schoolId: string, automationId: string, contactId: string | undefined): Promise<WhyNot> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId }), 'automation');
      const rows = await this.tenancy.rowsOf(nonEntries, automationId, contactId ?? null);
      return rows.map((row) => ({ ...row, at: iso(row.at) }));
    });
  }

  /** The chain of causes of an event, from itself to what began it. */
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

function toRunResponse({ contactId, contactName, contactEmail, clockId, ...row }: RunRow): RunView {
  return {
    ...row,
    contact: contactId ? { id: contactId, name: contactName ?? '', email: contactEmail ?? '', clockId } : null,
    startedAt: iso(row.startedAt),
    finishedAt: isoOrNull(row.finishedAt),
    waitUntil: isoOrNull(row.waitUntil),
  };
}
