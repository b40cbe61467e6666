import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowCall } from '@perennial/contracts';
import { onAccountOf } from '@perennial/logging';
import type { EntityManager } from 'typeorm';
import type { OutboxEntry, OutboxLanes } from './outbox.js';
import { RelayNotifier } from './relay-notifier.js';
import type { EventRouter } from './router.js';

/** Makes the calls that events lead to; each may be repeated. */
export interface WorkflowPort {
  make(call: WorkflowCall): Promise<void>;
}

/** Where the relay writes its lines. */
export interface RelayLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** How a relay hears of new events. */
export interface RelayOptions {
  /** Notified after a commit that left something to deliver. */
  readonly notifier?: RelayNotifier;
  /** Longest pause between polls of an empty outbox, in milliseconds, because a notification may be lost. */
  readonly poll?: number;
}

const pauseAfterFailure = 500;
/** Calls of one event in progress at the same time: the frontend of Temporal is not flooded. */
const callsAtOnce = 20;

/**
 * Delivers events from the outbox to Temporal in three steps. It claims lanes. One transaction decides what the events
 * lead to and stores the calls, with the runs that entered. Then it makes the calls, with no transaction open, and removes
 * the entries. When a relay is killed, its claims expire and another relay makes the stored calls again; each may be
 * repeated. A relay that was only slow repeats calls, too, in the same order: the order per contact holds.
 */
export class Relay {
  #stopping = false;
  #running: Promise<void> | null = null;
  readonly #notifier: RelayNotifier;
  readonly #poll: number;

  constructor(
    private readonly outbox: OutboxLanes,
    private readonly routers: readonly EventRouter[],
    private readonly temporal: WorkflowPort,
    private readonly log: RelayLog,
    { notifier = new RelayNotifier(), poll = 100 }: RelayOptions = {},
  ) {
    this.#notifier = notifier;
    this.#poll = poll;
  }

  start(): void {
    this.#running = this.#loop();
  }

  /** Finishes what is in progress. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#notifier.ring();
    await this.#running;
  }

  /**
   * Delivers what is there now. An entry that cannot be delivered stays, with everything behind it in its lane; other
   * lanes continue.
   * @returns how many entries advanced, and whether one is stuck
   */
  async once(): Promise<{ moved: number; stuck: boolean }> {
    const entries = await this.outbox.claim();
    if (entries.length === 0) return { moved: 0, stuck: false };
    const stuck = new Set<number>();
    const lanes = new Set(entries.map((entry) => entry.lane));
    const renewal = setInterval(() => void this.#renew(lanes, stuck), this.outbox.lease / 3);
    renewal.unref();
    try {
      const repeated = entries.filter((entry) => entry.calls !== null);
      const fresh = entries.filter((entry) => entry.calls === null);
      const made = await this.#make(repeated, stuck);
      const decided = fresh.length > 0 ? await this.#decideAll(fresh, stuck) : { moved: 0, toMake: [] };
      const madeNow = await this.#make(decided.toMake, stuck);
      return { moved: made + decided.moved + madeNow, stuck: stuck.size > 0 };
    } finally {
      clearInterval(renewal);
      await this.outbox.release();
    }
  }

  async #loop(): Promise<void> {
    while (!this.#stopping) {
      try {
        const { moved, stuck } = await this.once();
        if (stuck && moved === 0) await sleep(pauseAfterFailure);
        else if (moved === 0) await this.#notifier.wait(this.#poll);
      } catch (error) {
        this.log.error({ err: error }, 'relay: will try again');
        await sleep(pauseAfterFailure);
      }
    }
  }

  /** Skips lanes that another relay has taken over. */
  async #renew(lanes: ReadonlySet<number>, stuck: Set<number>): Promise<void> {
    try {
      const own = await this.outbox.renew();
      for (const lane of lanes) if (!own.has(lane)) stuck.add(lane);
    } catch (error) {
      this.log.error({ err: error }, 'relay: could not renew its claims');
    }
  }

  /** Decides entries in one transaction. Returns those that have calls to make. */
  #decideAll(entries: readonly OutboxEntry[], stuck: Set<number>): Promise<{ toMake: OutboxEntry[]; moved: number }> {
    return this.outbox.decide(async (em, lanes) => {
      const finished: OutboxEntry[] = [];
      const toMake: OutboxEntry[] = [];
      for (const entry of entries) {
        if (stuck.has(entry.lane) || !lanes.has(entry.lane)) continue;
        try {
          // A savepoint: a failed event is rolled back without the others.
          const calls = await onAccountOf(entry.event.requestId, () => em.transaction((inner) => this.#decide(inner, entry)));
          if (calls.length === 0) finished.push(entry);
          else toMake.push({ ...entry, calls });
        } catch (error) {
          stuck.add(entry.lane);
          this.log.error(
            { err: error, eventId: entry.event.id, type: entry.event.type },
            'relay: cannot decide an event; its lane waits',
          );
        }
      }
      await this.outbox.remove(finished, em);
      return { toMake, moved: finished.length + toMake.length };
    });
  }

  async #decide(em: EntityManager, entry: OutboxEntry): Promise<WorkflowCall[]> {
    await em.query(`select set_config('app.school_id', $1, true)`, [entry.schoolId]);
    const { cursor } = entry;
    const calls: WorkflowCall[] = [];
    for (const router of this.#routersOf(entry)) {
      const routed = await router.route(em, { ...entry, after: cursor?.after ?? null });
      calls.push(...routed.calls);
      if (routed.continueAfter !== undefined)
        await this.outbox.append(em, entry, { router: router.name, after: routed.continueAfter });
    }
    if (calls.length > 0) await this.outbox.store(em, entry, calls);
    return calls;
  }

  #routersOf({ cursor, event }: OutboxEntry): readonly EventRouter[] {
    if (cursor === null) return this.routers.filter(({ events }) => events === 'all' || events.includes(event.type));
    const router = this.routers.find(({ name }) => name === cursor.router);
    if (!router) throw new Error(`no router is named ${cursor.router}: the rest of the event cannot be delivered`);
    return [router];
  }

  /** Lanes proceed in parallel, the events of a lane one after the other: the order per contact holds. */
  async #make(entries: readonly OutboxEntry[], stuck: Set<number>): Promise<number> {
    const made: OutboxEntry[] = [];
    await Promise.all(
      [...groupByLane(entries)].map(async ([lane, queue]) => {
        for (const entry of queue) {
          if (stuck.has(lane)) return;
          try {
            await onAccountOf(entry.event.requestId, () => this.#deliver(entry));
            made.push(entry);
          } catch (error) {
            stuck.add(lane);
            this.log.error({ err: error, eventId: entry.event.id }, 'relay: Temporal did not accept a call; its lane waits');
          }
        }
      }),
    );
    await this.outbox.remove(made);
    return made.length;
  }

  /** Calls of the same operation go together, different ones in order: an execution ends before its work starts again. */
  async #deliver({ event, calls }: OutboxEntry): Promise<void> {
    for (const group of sameOperations(calls ?? [])) await Promise.all(group.map((call) => this.temporal.make(call)));
    this.log.info({ eventId: event.id, type: event.type, calls: counted(calls ?? []) }, 'relay: event delivered');
  }
}

function groupByLane(entries: readonly OutboxEntry[]): Map<number, OutboxEntry[]> {
  const lanes = new Map<number, OutboxEntry[]>();
  for (const entry of entries) {
    const queue = lanes.get(entry.lane);
    if (queue) queue.push(entry);
    else lanes.set(entry.lane, [entry]);
  }
  return lanes;
}

/** Consecutive calls of one operation, in groups of at most {@link callsAtOnce}. */
function sameOperations(calls: readonly WorkflowCall[]): WorkflowCall[][] {
  const groups: WorkflowCall[][] = [];
  for (const call of calls) {
    const last = groups.at(-1);
    if (last && last.length < callsAtOnce && last[0]?.operation === call.operation) last.push(call);
    else groups.push([call]);
  }
  return groups;
}

/** Operations and how often each is made, for the log. */
function counted(calls: readonly WorkflowCall[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) {
    const name = call.operation === 'terminate' ? call.operation : `${call.operation} ${call.workflow}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
