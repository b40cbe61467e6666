import { Injectable } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import type { CallInput } from '@perennial/domain/automation';
import type { EventData } from '@perennial/domain/events';
import { Clocks, EventLog } from '@perennial/services';
import { Refusal } from '../../platform/http/refusal.js';
import { moveToNewestVersion } from './run-actions.queries.js';

/** Commands of staff to a run: retry the step, skip it, or stop. */
export type RunAction = EventData<'run.operated'>['action'];

/** Sends a command to the workflow of a run. In the open scope. */
@Injectable()
export class RunActions {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly events: EventLog,
  ) {}

  /**
   * Moves a run that needs attention to the newest published version, so that a retry uses what was fixed. While it needs attention, its
   * workflow does nothing, and the next advance reads the version again.
   */
  async toNewestVersion(runId: string): Promise<void> {
    const moved = await this.tenancy.rowOf(moveToNewestVersion, runId);
    if (!moved)
      throw new Refusal(
        'not_possible_now',
        'The newest version cannot be used: it does not have this step, or the journey no longer needs attention.',
      );
  }

  /** @param input the call of the step as staff edited it for this person */
  async request(runId: string, contactId: string | null, action: RunAction, input?: CallInput): Promise<void> {
    const occurredAt = await this.clocks.nowFor(contactId);
    await this.events.record({ type: 'run.operated', contactId, occurredAt, data: { runId, action, ...(input && { input }) } });
  }
}
