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
import type { RunDetail, RunQuery, RunView, Standing, WhyNot } from './runs.schemas.js';
import { temporalLink } from './temporal-links.js';

interface RunRow extends Omit<RunView, 'startedAt' | 'finishedAt' | 'waitUntil' | 'contact'> {
  readonly contactId: string | null;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly clockId: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly waitUntil: Date | null;
}

interface ByRow {
  readonly automationId: string | null;
  readonly automationName: string | null;
}

const selectRuns = `select r.id, r.automation_id as "automationId", a.name as "automationName", r.state, v.number as version,
    r.started_at as "startedAt", r.finished_at as "finishedAt", r.cursor->>'nodeId' as "currentNodeId", w.reason as "waitingFor",
    w.due_at as "waitUntil", r.problem, case when r.state = 'parked' then r.last_result->>'code' end as code, c.id as "contactId", c.name as "contactName", c.email as "contactEmail", c.clock_id as "clockId"
  from automation_run r join automation a on a.id = r.automation_id join automation_version v on v.id = r.version_id
  left join contact c on c.id = r.contact_id left join wait w on w.owner_kind = 'run' and w.owner_id = r.id`;

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
      const where = `where r.automation_id = $1 and ($2::text is null or r.state = $2) and ($3::uuid is null or r.contact_id = $3)
        and ($4::text is null or (r.cursor->>'nodeId' = $4 and r.state in ('running', 'waiting', 'parked')))`;
      const parameters = [automationId, asked.state ?? null, asked.contactId ?? null, asked.step ?? null];
      const total = await this.tenancy.row<{ total: number }>(
        `select count(*)::int as total from automation_run r ${where}`,
        parameters,
      );
      const rows = await this.tenancy.rows<RunRow>(
        `${selectRuns} ${where} order by r.started_at ${asked.sort === 'startedAt' ? 'asc' : 'desc'}, r.id desc limit $5 offset $6`,
        [...parameters, asked.pageSize, (asked.page - 1) * asked.pageSize],
      );
      return { items: rows.map(toRunResponse), total: total?.total ?? 0, page: asked.page, pageSize: asked.pageSize };
    });
  }

  /** How many people are at each step now. */
  standing(schoolId: string, automationId: string): Promise<Standing> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId }), 'automation');
      return this.tenancy.rows<Standing[number]>(
        `select cursor->>'nodeId' as "nodeId", count(*)::int as people, count(*) filter (where state = 'parked')::int as parked
           from automation_run where automation_id = $1 and state in ('running', 'waiting', 'parked') group by 1 order by 1`,
        [automationId],
      );
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
          action === 'stop' ? 'This run is over already.' : 'Only a run that needs attention can be retried or skipped.',
        );
      await this.operations.tell(id, run.contact?.id ?? null, action);
      return run;
    });
  }

  /** Events that a trigger waited for and did not let in, with the value that decided. Newest first. */
  whyNot(schoolId: string, automationId: string, contactId: string | undefined): Promise<WhyNot> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.automations.findOneBy({ id: automationId }), 'automation');
      const rows = await this.tenancy.rows<Omit<WhyNot[number], 'at'> & { at: Date }>(
        `select coalesce(e.occurred_at, n.created_at) as at, n.event_id as "eventId", coalesce(e.type, '') as "eventType",
                n.contact_id as "contactId", n.reason, n.evidence
           from non_entry n left join event e on e.id = n.event_id
          where n.automation_id = $1 and ($2::uuid is null or n.contact_id = $2) order by n.id desc limit 100`,
        [automationId, contactId ?? null],
      );
      return rows.map((row) => ({ ...row, at: iso(row.at) }));
    });
  }

  /** The chain of causes of an event, from itself to what began it. */
  async #causes(eventId: string): Promise<RunDetail['causes']> {
    const rows = await this.tenancy.rows<{ id: string; type: string; at: Date; runId: string | null } & ByRow>(
      `with recursive chain as (
         select e.id, e.type, e.occurred_at, e.causation_id, e.run_id, 0 as step from event e where e.id = $1
         union all
         select e.id, e.type, e.occurred_at, e.causation_id, e.run_id, c.step + 1 from chain c join event e on e.id = c.causation_id
          where c.step < 24
       )
       select c.id, c.type, c.occurred_at as at, c.run_id as "runId", a.id as "automationId", a.name as "automationName"
         from chain c left join automation_run r on r.id = c.run_id left join automation a on a.id = r.automation_id order by c.step`,
      [eventId],
    );
    return rows.map(({ id, type, at, runId, automationId, automationName }) => ({
      eventId: id,
      type,
      label: isEventType(type) ? eventCatalogue[type].label : type,
      at: iso(at),
      by: runId && automationId && automationName ? { runId, automationId, automationName } : null,
    }));
  }

  async #read(id: string): Promise<RunView> {
    return toRunResponse(found(await this.tenancy.row<RunRow>(`${selectRuns} where r.id = $1`, [id]), 'run'));
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
