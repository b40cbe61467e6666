import type { WorkflowCall, WorkflowName } from '@perennial/contracts';
import type { EventType } from '@perennial/domain/events';
import type { EntityManager } from 'typeorm';
import type { OutboxEntry } from './outbox.js';

/** What an event leads to. */
export interface Routed {
  readonly calls: readonly WorkflowCall[];
  /**
   * Set when more of the event is left, because it concerns many: the last key of this batch. The relay appends an outbox
   * entry that continues after it, so that no transaction grows with the school.
   */
  readonly continueAfter?: string;
}

/** What a continued entry knows: where its last batch ended. */
export interface RoutedEntry extends OutboxEntry {
  readonly after: string | null;
}

/** Starts the work of a workflow again from Postgres, by its business key. In the transaction that decides. */
export type Restart = (
  em: EntityManager,
  context: { readonly schoolId: string; readonly eventId: string },
  key: string,
) => Promise<readonly WorkflowCall[]>;

/** Routes the events of one feature. The relay asks the routers in the order of their list. */
export interface EventRouter {
  /** Name of the feature; stored in entries that continue. */
  readonly name: string;
  /** Types of the events it reacts to. */
  readonly events: readonly EventType[] | 'all';
  /** Writes what belongs to the decision, such as runs and wake rows, in the open transaction; returns the calls that follow. */
  route(em: EntityManager, entry: RoutedEntry): Promise<Routed>;
  /** How the workflows of the feature are started again when they are stuck. */
  readonly restarts?: Partial<Record<WorkflowName, Restart>>;
}

/** No calls. */
export const nothing: Routed = { calls: [] };

/** An ID in the data of an event; null if it is missing. */
export const idIn = (data: Record<string, unknown>, field: string): string | null => {
  const value = data[field];
  return typeof value === 'string' ? value : null;
};
