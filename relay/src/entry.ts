import type { WorkflowCall } from '@perennial/contracts';
import type { EventType } from '@perennial/domain/events';

/** An event to deliver, with its place in the outbox. */
export interface OutboxEntry {
  readonly seq: string;
  readonly lane: number;
  readonly schoolId: string;
  /** Null until the event is decided. */
  readonly calls: readonly WorkflowCall[] | null;
  /** Set on the later batches of an event that concerns many. */
  readonly cursor: OutboxCursor | null;
  /** How often the triggers of the school had changed when the event was read. */
  readonly triggerGeneration: number;
  readonly event: {
    readonly id: string;
    readonly type: EventType;
    readonly contactId: string | null;
    readonly occurredAt: Date;
    readonly data: Record<string, unknown>;
    readonly causationId: string | null;
    readonly depth: number;
    /** The request that caused it. */
    readonly requestId: string | null;
  };
}

/** Where the next batch of an event begins, and which router continues it. */
interface OutboxCursor {
  readonly router: string;
  readonly after: string;
}

/** An entry with the calls that follow from its event. */
export interface DecidedEntry extends OutboxEntry {
  readonly calls: readonly WorkflowCall[];
}
