import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { failures, isFailureCode, ownerOf, workflows } from '@perennial/contracts';
import { StuckWorkflow, Tenancy } from '@perennial/db';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import { ApiConfig } from '../../platform/database/api-config.js';
import { found } from '../../platform/http/refusal.js';
import { iso } from '../../platform/http/schemas.js';
import type { StuckWorkflowView } from './stuck-workflows.schemas.js';
import { temporalLink } from './temporal-links.js';

interface StuckRow extends StuckWorkflow {
  readonly contact: StuckWorkflowView['contact'];
}

/** Workflows that cannot go on by themselves, as workers last saw them, and their restart from what is stored here. */
@Injectable()
export class StuckWorkflowsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    private readonly clocks: Clocks,
    private readonly config: ApiConfig,
    @InjectRepository(StuckWorkflow) private readonly stuckWorkflows: Repository<StuckWorkflow>,
  ) {}

  list(schoolId: string): Promise<StuckWorkflowView[]> {
    return this.tenancy.withSchool(schoolId, async () => (await this.#rows(null)).map((row) => this.#view(row)));
  }

  /** Asks the relay to end the execution and to start its work again. Asking twice is asking once. */
  restart(schoolId: string, id: string): Promise<StuckWorkflowView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const [row] = await this.#rows(id);
      const stuck = found(row, 'stuck workflow');
      if (stuck.restartRequestedAt === null) {
        const { workflowId, executionId, contactId } = stuck;
        const now = this.clocks.wall();
        await this.stuckWorkflows.update({ id }, { restartRequestedAt: now });
        await this.events.record({
          type: 'workflow.restart_requested',
          contactId,
          occurredAt: await this.clocks.nowFor(contactId),
          data: { workflowId, executionId },
        });
      }
      return { ...this.#view(stuck), restarting: true };
    });
  }

  #rows(id: string | null): Promise<StuckRow[]> {
    return this.tenancy.rows<StuckRow>(
      `select s.id, s.workflow_id as "workflowId", s.execution_id as "executionId", c.id as "contactId", s.cause, s.since,
              s.restart_requested_at as "restartRequestedAt",
              case when c.id is not null then jsonb_build_object('id', c.id, 'name', coalesce(c.name, ''), 'email', c.email) end as contact
         from stuck_workflow s left join contact c on c.id = s.contact_id
        where $1::uuid is null or s.id = $1 order by s.since desc, s.id limit 200`,
      [id],
    );
  }

  #view({ id, workflowId, contact, since, cause, restartRequestedAt }: StuckRow): StuckWorkflowView {
    const name = ownerOf(workflowId)?.name;
    return {
      id,
      title: name ? workflows[name].summary : workflowId,
      contact,
      since: iso(since),
      cause,
      problem: isFailureCode(cause) ? failures[cause].meaning : null,
      temporalUrl: temporalLink(this.config, workflowId),
      restarting: restartRequestedAt !== null,
    };
  }
}
