import { setTimeout as sleep } from 'node:timers/promises';
import { Batch, type BatchDelivery, type BatchResult } from './batch.js';
import type { RelayLog } from './log.js';
import type { OutboxLanes } from './outbox.js';
import { RelayNotifier } from './relay-notifier.js';

/** How a relay learns of new events. */
export interface RelayOptions {
  /** Notified after a commit that left something to deliver. */
  readonly notifier?: RelayNotifier;
  /** Whether notifications of other processes arrive now. */
  readonly hearsOthers?: () => boolean;
  /** Longest pause between polls of an empty outbox, in milliseconds, while notifications of other processes do not arrive. */
  readonly poll?: number;
}

const pauseAfterFailure = 500;
/** Longest pause while notifications arrive: one may still be lost, or its relay killed. */
const pollWhileConnected = 1_500;
/**
 * Between the starts of two claims, in milliseconds. An event that comes after a pause is decided immediately, and a stream of events in
 * batches: ten small batches cost almost ten times as much as one.
 */
const betweenClaims = 10;
/** Batches whose calls are in progress while the next one is decided. */
const batchesAtOnce = 4;

/**
 * Delivers events from the outbox to Temporal. Deciding and calling overlap: while the calls of some batches are in progress, with no
 * transaction open, the next batch is decided from other lanes, on another connection. A batch keeps its lanes until its calls are made, so the
 * order per contact holds. When a relay is killed, its claims expire and another relay makes the stored calls again; each may be
 * repeated. A relay that was only slow also repeats calls, in the same order.
 */
export class Relay {
  #stopping = false;
  #running: Promise<void> | null = null;
  #pausedUntil = 0;
  readonly #notifier: RelayNotifier;
  readonly #hearsOthers: () => boolean;
  readonly #poll: number;

  constructor(
    private readonly outbox: OutboxLanes,
    private readonly delivery: BatchDelivery,
    private readonly log: RelayLog,
    { notifier = new RelayNotifier(), hearsOthers = () => false, poll = 100 }: RelayOptions = {},
  ) {
    this.#notifier = notifier;
    this.#hearsOthers = hearsOthers;
    this.#poll = poll;
  }

  start(): void {
    this.#running = this.#loop();
  }

  /** Finishes what is in progress. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#notifier.notify();
    await this.#running;
  }

  /**
   * Delivers one batch. An entry that cannot be delivered stays, with everything behind it in its lane; other lanes continue.
   * @returns how many entries advanced, and whether one is stuck
   */
  async once(): Promise<BatchResult> {
    const batch = await this.#claim();
    if (!batch) return { moved: 0, stuck: false };
    await batch.decide();
    return batch.call();
  }

  async #claim(): Promise<Batch | null> {
    const claim = await this.outbox.claim();
    return claim && new Batch(this.outbox, this.delivery, claim, this.log);
  }

  async #loop(): Promise<void> {
    const calling = new Set<Promise<void>>();
    let lastClaim = Number.NEGATIVE_INFINITY;
    while (!this.#stopping) {
      try {
        await sleepUntil(this.#pausedUntil);
        if (calling.size >= batchesAtOnce) await Promise.race(calling);
        await sleepUntil(lastClaim + betweenClaims);
        lastClaim = performance.now();
        const batch = await this.#claim();
        if (batch) {
          await batch.decide();
          const calls = this.#call(batch);
          calling.add(calls);
          void calls.finally(() => calling.delete(calls));
        } else await this.#notifier.wait(this.#hearsOthers() ? Math.max(this.#poll, pollWhileConnected) : this.#poll);
      } catch (error) {
        this.log.error({ err: error }, 'relay: will try again');
        this.#pause();
      }
    }
    await Promise.all(calling);
  }

  /** Makes the calls of a batch. Its lanes may have got entries meanwhile, so the outbox is read again afterwards. */
  async #call(batch: Batch): Promise<void> {
    try {
      const { moved, stuck } = await batch.call();
      if (stuck && moved === 0) this.#pause();
    } catch (error) {
      this.log.error({ err: error }, 'relay: will try again');
      this.#pause();
    }
    this.#notifier.notify();
  }

  #pause(): void {
    this.#pausedUntil = performance.now() + pauseAfterFailure;
  }
}

/** Waits until a time of this process's clock. Returns immediately if it has passed. */
async function sleepUntil(moment: number): Promise<void> {
  const left = moment - performance.now();
  if (left > 0) await sleep(left);
}
