import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { failures, isFailureCode, ownerOf, workflows } from '@perennial/contracts';
import { StuckWorkflow, Tenancy } from '@perennial/db';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import { ApiConfig } from '../../platform/database/api-config.js';
import { found } from '../../platform/http/refusal.js';
import { iso } from '../../platform/http/schemas.js';
import { type StuckRow, stuckWorkflows } from './stuck-workflows.queries.js';
import type { StuckWorkflowView } from './stuck-workflows.schemas.js';
import { temporalLink } from './temporal-links.js';

/** Workflows that cannot continue, as last reported by workers, and their restart from stored state. */
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

  /** Requests that the relay terminates the execution and restarts its work. Repeated requests count once. */
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
    return this.tenancy.rowsOf(stuckWorkflows, id);
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
