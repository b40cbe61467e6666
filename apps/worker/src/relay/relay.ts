import { setTimeout as sleep } from 'node:timers/promises';
import { onAccountOf } from '@perennial/logging';
import type { EntityManager } from 'typeorm';
import type { WorkerLogger } from '../log.js';
import type { AutomationMatcher } from './automation-matcher.js';
import type { TemporalCall } from './calls.js';
import { routeLifecycle } from './lifecycle-routes.js';
import { matchWaits } from './match-waits.js';
import type { OutboxEntry, OutboxReader } from './outbox.js';
import { RelayBell } from './wake-up.js';

/** Makes the calls that events lead to; each may be repeated. */
export interface TemporalPort {
  make(call: TemporalCall): Promise<void>;
}

/** How a relay hears of new events. */
export interface RelayOptions {
  /** Rung by whoever has committed something to carry. */
  readonly bell?: RelayBell;
  /** Longest pause between looks at an empty outbox, in milliseconds: a ring may be lost. */
  readonly poll?: number;
}

const pauseAfterFailure = 500;

/**
 * Carries events from the outbox to Temporal. Two transactions per event that leads anywhere: one decides and writes
 * the calls down (with the runs that entered), the next makes them and removes the entry. Killed between the two, the
 * calls are made again, and every one of them may be repeated.
 */
export class Relay {
  #stopping = false;
  #running: Promise<void> | null = null;
  readonly #bell: RelayBell;
  readonly #poll: number;

  constructor(
    private readonly outbox: OutboxReader,
    private readonly automations: AutomationMatcher,
    private readonly temporal: TemporalPort,
    private readonly log: WorkerLogger,
    { bell = new RelayBell(), poll = 100 }: RelayOptions = {},
  ) {
    this.#bell = bell;
    this.#poll = poll;
  }

  start(): void {
    this.#running = this.#loop();
  }

  /** Finishes what is in hand. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#bell.ring();
    await this.#running;
  }

  /**
   * Carries what is there now. An entry that cannot be carried stays, with everything behind it in its lane; other
   * lanes go on.
   * @returns how many entries moved on, and whether one is stuck
   */
  async once(): Promise<{ moved: number; stuck: boolean }> {
    return (
      (await this.outbox.take(async (entries, em) => {
        const decided = entries.filter((entry) => entry.calls !== null);
        const { made, stuck } = await this.#make(decided);
        const fresh = await this.#decideAll(
          em,
          entries.filter((entry) => entry.calls === null && !stuck.has(entry.lane)),
          stuck,
        );
        await this.outbox.remove(em, [...made, ...fresh.finished]);
        return { moved: made.length + fresh.moved, stuck: stuck.size > 0 };
      })) ?? { moved: 0, stuck: false }
    );
  }

  async #loop(): Promise<void> {
    while (!this.#stopping) {
      try {
        const { moved, stuck } = await this.once();
        if (stuck && moved === 0) await sleep(pauseAfterFailure);
        else if (moved === 0) await this.#bell.wait(this.#poll);
      } catch (error) {
        this.log.error({ err: error }, 'relay: will try again');
        await sleep(pauseAfterFailure);
      }
    }
  }

  async #decideAll(
    em: EntityManager,
    entries: readonly OutboxEntry[],
    stuck: Set<number>,
  ): Promise<{ finished: OutboxEntry[]; moved: number }> {
    const finished: OutboxEntry[] = [];
    let moved = 0;
    for (const entry of entries) {
      if (stuck.has(entry.lane)) continue;
      try {
        // A savepoint: what one event breaks is taken back without the others.
        const calls = await onAccountOf(entry.event.requestId, () => em.transaction((inner) => this.#decide(inner, entry)));
        if (calls.length === 0) finished.push(entry);
        else await this.outbox.decide(em, entry, calls);
        moved += 1;
      } catch (error) {
        stuck.add(entry.lane);
        this.log.error(
          { err: error, eventId: entry.event.id, type: entry.event.type },
          'relay: cannot decide an event; its lane waits',
        );
      }
    }
    return { finished, moved };
  }

  async #decide(em: EntityManager, entry: OutboxEntry): Promise<TemporalCall[]> {
    await em.query(`select set_config('app.school_id', $1, true)`, [entry.schoolId]);
    return [...(await routeLifecycle(em, entry)), ...(await matchWaits(em, entry)), ...(await this.automations.match(em, entry))];
  }

  /** Lanes go side by side, a lane's calls one after the other: the order per contact holds. */
  async #make(entries: readonly OutboxEntry[]): Promise<{ made: OutboxEntry[]; stuck: Set<number> }> {
    const made: OutboxEntry[] = [];
    const stuck = new Set<number>();
    await Promise.all(
      [...groupByLane(entries)].map(async ([lane, queue]) => {
        for (const entry of queue) {
          try {
            await onAccountOf(entry.event.requestId, () => this.#carry(entry));
            made.push(entry);
          } catch (error) {
            stuck.add(lane);
            this.log.error({ err: error, eventId: entry.event.id }, 'relay: Temporal did not take a call; its lane waits');
            return;
          }
        }
      }),
    );
    return { made, stuck };
  }

  async #carry({ event, calls }: OutboxEntry): Promise<void> {
    for (const call of calls ?? []) await this.temporal.make(call);
    const kinds = calls?.map(({ kind }) => kind);
    this.log.info({ eventId: event.id, type: event.type, calls: kinds }, 'relay: event carried');
  }
}

function groupByLane(entries: readonly OutboxEntry[]): Map<number, OutboxEntry[]> {
  const lanes = new Map<number, OutboxEntry[]>();
  for (const entry of entries) lanes.set(entry.lane, [...(lanes.get(entry.lane) ?? []), entry]);
  return lanes;
}
