import type { WorkflowCall, WorkflowName } from '@perennial/contracts';
import type { EventType } from '@perennial/domain/events';
import type { EntityManager } from 'typeorm';
import type { OutboxEntry } from './entry.js';

/** What an event leads to. */
export interface Routed {
  readonly calls: readonly WorkflowCall[];
  /**
   * Set when more of the event is left, because it concerns many: the last key of this batch. The relay appends an outbox
   * entry that continues after it, so that no transaction grows with the school.
   */
  readonly continueAfter?: string;
}

/** State of a continued entry: where its last batch ended. */
export interface RoutedEntry extends OutboxEntry {
  readonly after: string | null;
}

/** Starts the work of a workflow again from Postgres, by its business key. In the transaction that decides. */
export type Restart = (
  em: EntityManager,
  context: { readonly schoolId: string; readonly eventId: string },
  key: string,
) => Promise<readonly WorkflowCall[]>;

interface Router {
  /** Name of the feature; stored in entries that continue. */
  readonly name: string;
  /** How the workflows of the feature are started again when they are stuck. */
  readonly restarts?: Partial<Record<WorkflowName, Restart>>;
}

/** Routes the events of one feature, one after the other. The relay asks the routers in the order of their list. */
export interface EventRouter extends Router {
  /** Types of the events it reacts to. */
  readonly events: readonly EventType[];
  /** Writes what belongs to the decision, such as wake rows, in the open transaction; returns the calls that follow. */
  route(em: EntityManager, entry: RoutedEntry): Promise<Routed>;
}

/** Calls that follow from events, by the place of their entry in the outbox. */
export type CallsByEntry = ReadonlyMap<string, readonly WorkflowCall[]>;

/** Routes all events of a school in a batch together, with a number of statements that does not depend on how many they are. */
export interface BatchRouter extends Router {
  /**
   * As {@link EventRouter.route}, for many events.
   * @param before calls of the routers before this one
   * @returns further calls, which are made after them
   */
  routeAll(em: EntityManager, entries: readonly OutboxEntry[], before: CallsByEntry): Promise<CallsByEntry>;
}

/** A router of one of both kinds. */
export type AnyRouter = EventRouter | BatchRouter;

/** Whether a router takes all events of a batch together. */
export const isBatchRouter = (router: AnyRouter): router is BatchRouter => 'routeAll' in router;

/** No calls. */
export const nothing: Routed = { calls: [] };

/** An ID in the data of an event; null if it is missing. */
export const idIn = (data: Record<string, unknown>, field: string): string | null => {
  const value = data[field];
  return typeof value === 'string' ? value : null;
};
