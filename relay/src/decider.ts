import type { WorkflowCall } from '@perennial/contracts';
import { enterSchool, statementsOf } from '@perennial/db';
import { onAccountOf } from '@perennial/logging';
import type { EntityManager } from 'typeorm';
import type { DecidedEntry, OutboxEntry } from './entry.js';
import { appendEntry } from './outbox.queries.js';
import { type AnyRouter, type BatchRouter, type EventRouter, isBatchRouter } from './router.js';

/** Decides what events lead to, school by school. Runs that wait see an event before new runs enter. */
export class Decider {
  readonly #single: readonly EventRouter[];
  readonly #batch: readonly BatchRouter[];

  constructor(routers: readonly AnyRouter[]) {
    this.#single = routers.filter((router): router is EventRouter => !isBatchRouter(router));
    this.#batch = routers.filter(isBatchRouter);
  }

  /** In the open transaction. Entries are in the order of the outbox, and stay in it. */
  async decide(em: EntityManager, entries: readonly OutboxEntry[]): Promise<DecidedEntry[]> {
    const calls = new Map<string, WorkflowCall[]>(entries.map(({ seq }) => [seq, []]));
    for (const schoolId of new Set(entries.map((entry) => entry.schoolId))) {
      await statementsOf(em).rowsOf(enterSchool, schoolId);
      await this.#decideSchool(
        em,
        entries.filter((entry) => entry.schoolId === schoolId),
        calls,
      );
    }
    return entries.map((entry) => ({ ...entry, calls: calls.get(entry.seq) ?? [] }));
  }

  async #decideSchool(em: EntityManager, entries: readonly OutboxEntry[], calls: Map<string, WorkflowCall[]>): Promise<void> {
    for (const entry of entries)
      for (const router of this.#routersOf(entry)) {
        const { event, cursor } = entry;
        const routed = await onAccountOf(event.requestId, () => router.route(em, { ...entry, after: cursor?.after ?? null }));
        calls.get(entry.seq)?.push(...routed.calls);
        if (routed.continueAfter === undefined) continue;
        // Behind whatever else is in its lane.
        const next = JSON.stringify({ router: router.name, after: routed.continueAfter });
        await statementsOf(em).rowsOf(appendEntry, event.id, entry.lane, next);
      }
    const first = entries.filter(({ cursor }) => cursor === null);
    for (const router of this.#batch)
      for (const [seq, more] of await router.routeAll(em, first, calls)) calls.get(seq)?.push(...more);
  }

  #routersOf({ cursor, event }: OutboxEntry): readonly EventRouter[] {
    if (cursor === null) return this.#single.filter(({ events }) => events.includes(event.type));
    const router = this.#single.find(({ name }) => name === cursor.router);
    if (!router) throw new Error(`no router is named ${cursor.router}: the rest of the event cannot be delivered`);
    return [router];
  }
}
