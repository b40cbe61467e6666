import { Injectable } from '@nestjs/common';
import { workflows } from '@perennial/contracts';
import { Automation, AutomationRun, AutomationVersion, Clocks, EventLog, RunVisit, Tenancy } from '@perennial/db';
import type { EventData } from '@perennial/domain';
import type { z } from 'zod';
import { ApiConfig } from '../database/api-config.js';
import { found, Refusal } from '../http/refusal.js';
import { iso, isoOrNull, type Page } from '../http/schemas.js';
import type { RunDetail, RunQuery, RunView, WhyNot } from './runs.schemas.js';

type Operation = EventData<'run.operated'>['action'];
interface RunRow extends Omit<RunView, 'startedAt' | 'finishedAt' | 'waitUntil' | 'contact'> {
  readonly contactId: string | null;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly waitUntil: Date | null;
}

const selectRuns = `select r.id, r.automation_id as "automationId", a.name as "automationName", r.state, v.number as version,
    r.started_at as "startedAt", r.finished_at as "finishedAt", r.cursor->>'nodeId' as "currentNodeId", w.reason as "waitingFor",
    w.due_at as "waitUntil", r.problem, c.id as "contactId", c.name as "contactName", c.email as "contactEmail"
  from automation_run r join automation a on a.id = r.automation_id join automation_version v on v.id = r.version_id
  left join contact c on c.id = r.contact_id left join wait w on w.owner_kind = 'run' and w.owner_id = r.id`;

/** People on their way through automations, and people who did not get in. */
@Injectable()
export class RunsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
    private readonly config: ApiConfig,
  ) {}

  list(schoolId: string, automationId: string, asked: z.output<typeof RunQuery>): Promise<Page<RunView>> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.tenancy.repo(Automation).findOneBy({ id: automationId }), 'automation');
      const where = `where r.automation_id = $1 and ($2::text is null or r.state = $2) and ($3::uuid is null or r.contact_id = $3)`;
      const parameters = [automationId, asked.state ?? null, asked.contactId ?? null];
      const total = await this.tenancy.row<{ total: number }>(
        `select count(*)::int as total from automation_run r ${where}`,
        parameters,
      );
      const rows = await this.tenancy.rows<RunRow>(
        `${selectRuns} ${where} order by r.started_at ${asked.sort === 'startedAt' ? 'asc' : 'desc'}, r.id desc limit $4 offset $5`,
        [...parameters, asked.pageSize, (asked.page - 1) * asked.pageSize],
      );
      return { items: rows.map(toRunResponse), total: total?.total ?? 0, page: asked.page, pageSize: asked.pageSize };
    });
  }

  /** One run with the version it follows and the way it took. */
  get(schoolId: string, id: string): Promise<RunDetail> {
    return this.tenancy.withSchool(schoolId, async () => {
      const run = await this.#read(id);
      const { versionId, eventId } = await this.tenancy.repo(AutomationRun).findOneByOrFail({ id });
      const version = await this.tenancy.repo(AutomationVersion).findOneByOrFail({ id: versionId });
      const visits = await this.tenancy.repo(RunVisit).find({ where: { runId: id }, order: { visit: 'ASC', enteredAt: 'ASC' } });
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
        temporalUrl: this.#temporalUrl(id, eventId),
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
      const contactId = run.contact?.id ?? null;
      await this.events.record({
        type: 'run.operated',
        contactId,
        occurredAt: await this.clocks.nowFor(contactId),
        data: { runId: id, action },
      });
      return run;
    });
  }

  /** Events that a trigger waited for and did not let in, with the value that decided. Newest first. */
  whyNot(schoolId: string, automationId: string, contactId: string | undefined): Promise<WhyNot> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.tenancy.repo(Automation).findOneBy({ id: automationId }), 'automation');
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

  async #read(id: string): Promise<RunView> {
    return toRunResponse(found(await this.tenancy.row<RunRow>(`${selectRuns} where r.id = $1`, [id]), 'run'));
  }

  /** A list of at most two: a run begins in its event's dispatch and has a workflow of its own from its first wait on. */
  #temporalUrl(runId: string, eventId: string): string {
    const { TEMPORAL_UI_URL, TEMPORAL_NAMESPACE } = this.config.env;
    const query = `WorkflowId="${workflows.automationRun.id(runId)}" OR WorkflowId="${workflows.dispatch.id(eventId)}"`;
    const base = TEMPORAL_UI_URL.replace(/\/+$/, '');
    return `${base}/namespaces/${encodeURIComponent(TEMPORAL_NAMESPACE)}/workflows?query=${encodeURIComponent(query)}`;
  }
}

function toRunResponse({ contactId, contactName, contactEmail, ...row }: RunRow): RunView {
  return {
    ...row,
    contact: contactId ? { id: contactId, name: contactName ?? '', email: contactEmail ?? '' } : null,
    startedAt: iso(row.startedAt),
    finishedAt: isoOrNull(row.finishedAt),
    waitUntil: isoOrNull(row.waitUntil),
  };
}
