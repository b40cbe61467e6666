import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { WorkerLogger } from '../log.js';
import type { AutomationMatcher } from './automation-matcher.js';
import type { TemporalCall } from './calls.js';
import { routeLifecycle } from './lifecycle-routes.js';
import { matchWaits } from './match-waits.js';
import type { OutboxEntry, OutboxReader } from './outbox.js';

/** Makes the calls that events lead to; each may be repeated. */
export interface TemporalPort {
  make(call: TemporalCall): Promise<void>;
}

/** Pause between looks at an empty outbox, in milliseconds. */
const poll = 40;
const pauseAfterFailure = 500;

/**
 * Carries events from the outbox to Temporal. Two transactions per event that leads anywhere: one decides and writes
 * the calls down (with the runs that entered), the next makes them and removes the entry. Killed between the two, the
 * calls are made again, and every one of them may be repeated.
 */
export class Relay {
  #stopping = false;
  #running: Promise<void> | null = null;

  constructor(
    private readonly outbox: OutboxReader,
    private readonly automations: AutomationMatcher,
    private readonly temporal: TemporalPort,
    private readonly log: WorkerLogger,
  ) {}

  start(): void {
    this.#running = this.#loop();
  }

  /** Finishes what is in hand. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
  }

  /** Carries what is there now; answers how many entries were touched. */
  async once(): Promise<number> {
    return this.outbox.take(async (entries, em) => {
      const decided = entries.filter((entry) => entry.calls !== null);
      await this.#make(decided);
      const finished = [...decided];
      for (const entry of entries) {
        if (entry.calls !== null) continue;
        const calls = await this.#decide(em, entry);
        if (calls.length === 0) finished.push(entry);
        else await this.outbox.decide(em, entry, calls);
      }
      await this.outbox.remove(em, finished);
    });
  }

  async #loop(): Promise<void> {
    while (!this.#stopping) {
      try {
        if ((await this.once()) === 0) await sleep(poll);
      } catch (error) {
        this.log.error({ err: error }, 'relay: will try again');
        await sleep(pauseAfterFailure);
      }
    }
  }

  async #decide(em: EntityManager, entry: OutboxEntry): Promise<TemporalCall[]> {
    await em.query(`select set_config('app.school_id', $1, true)`, [entry.schoolId]);
    return [...(await routeLifecycle(em, entry)), ...(await matchWaits(em, entry)), ...(await this.automations.match(em, entry))];
  }

  /** Lanes go side by side, a lane's calls one after the other: the order per contact holds. */
  async #make(entries: readonly OutboxEntry[]): Promise<void> {
    const lanes = groupByLane(entries);
    await Promise.all(
      [...lanes.values()].map(async (lane) => {
        for (const entry of lane) for (const call of entry.calls ?? []) await this.temporal.make(call);
      }),
    );
  }
}

function groupByLane(entries: readonly OutboxEntry[]): Map<number, OutboxEntry[]> {
  const lanes = new Map<number, OutboxEntry[]>();
  for (const entry of entries) lanes.set(entry.lane, [...(lanes.get(entry.lane) ?? []), entry]);
  return lanes;
}
