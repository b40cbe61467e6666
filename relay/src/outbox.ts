import { randomUUID } from 'node:crypto';
import { type QueryRow, statementsOf } from '@perennial/db';
import type { DataSource, EntityManager } from 'typeorm';
import type { DecidedEntry, OutboxEntry } from './entry.js';
import { claimLanes, completeEntries, firstEntries, renewClaim, storeDecisions } from './outbox.queries.js';
import { readCalls, type StoredCalls } from './stored-calls.js';

/** Lanes that one relay has claimed at one time, with their first entries. */
export interface Claim {
  readonly owner: string;
  readonly lanes: ReadonlySet<number>;
  readonly entries: readonly OutboxEntry[];
}

/** A claim that is not renewed for this many milliseconds may be taken over: its relay was killed. */
const defaultLease = 5_000;

/**
 * The outbox as one relay sees it: lanes of all schools. A relay claims lanes, then reads their entries in a later
 * statement: only then does the order per contact hold with several relays. A claim is a row with an owner and an expiry,
 * not a lock: no transaction is open while Temporal is called. Each claim has an owner of its own, so a relay may hold several.
 */
export class OutboxLanes {
  constructor(
    private readonly dataSource: DataSource,
    readonly lease = defaultLease,
  ) {}

  /** Claims lanes that have entries and no owner, or one that has disappeared; null if there are none. */
  async claim(): Promise<Claim | null> {
    const owner = randomUUID();
    const { rowsOf } = statementsOf(this.dataSource);
    const lanes = (await rowsOf(claimLanes, owner, this.lease)).map(({ id }) => id);
    if (lanes.length === 0) return null;
    return { owner, lanes: new Set(lanes), entries: (await rowsOf(firstEntries, lanes)).map(toEntry) };
  }

  /**
   * Extends a claim.
   * @returns the lanes that it still holds: another relay has taken over the others
   */
  async renew({ owner }: Claim, em: EntityManager | DataSource = this.dataSource): Promise<ReadonlySet<number>> {
    return new Set((await statementsOf(em).rowsOf(renewClaim, owner, this.lease)).map(({ id }) => id));
  }

  /**
   * Decides entries in one transaction that holds the lanes which are still claimed. It calls nothing outside. Stores the calls, to be made
   * outside this transaction, and removes the entries without any.
   */
  decide(
    claim: Claim,
    work: (em: EntityManager, lanes: ReadonlySet<number>) => Promise<readonly DecidedEntry[]>,
  ): Promise<readonly DecidedEntry[]> {
    return this.dataSource.transaction(async (em) => {
      const decided = await work(em, await this.renew(claim, em));
      const stored = decided.filter(({ calls }) => calls.length > 0);
      await statementsOf(em).rowsOf(
        storeDecisions,
        stored.map(({ seq }) => seq),
        stored.map(({ calls }) => JSON.stringify({ calls } satisfies StoredCalls)),
        decided.flatMap(({ seq, calls }) => (calls.length === 0 ? [seq] : [])),
      );
      return decided;
    });
  }

  /** Removes delivered entries and gives the claim up, in one commit. */
  async complete({ owner, lanes }: Claim, delivered: readonly OutboxEntry[]): Promise<void> {
    const seqs = delivered.map(({ seq }) => seq);
    await statementsOf(this.dataSource).rowsOf(completeEntries, seqs, [...lanes], owner);
  }
}

const toEntry = ({
  seq,
  lane,
  schoolId,
  calls,
  cursor,
  triggerGeneration,
  ...event
}: QueryRow<typeof firstEntries>): OutboxEntry => ({
  ...{ seq, lane, schoolId, cursor, triggerGeneration, event },
  calls: readCalls(calls),
});
