import { Injectable } from '@nestjs/common';
import type { EventData } from '@perennial/domain/events';
import { Clocks, EventLog } from '@perennial/services';

/** What staff can tell a run: try the step again, go on without it, or stop. */
export type Operation = EventData<'run.operated'>['action'];

/** Passes the word on to the workflow of a run. In the open scope. */
@Injectable()
export class Operations {
  constructor(
    private readonly clocks: Clocks,
    private readonly events: EventLog,
  ) {}

  async tell(runId: string, contactId: string | null, action: Operation): Promise<void> {
    const occurredAt = await this.clocks.nowFor(contactId);
    await this.events.record({ type: 'run.operated', contactId, occurredAt, data: { runId, action } });
  }
}
