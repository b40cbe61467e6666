import { definitionOfWorkflow, type WorkflowCall } from '@perennial/contracts';
import { onAccountOf } from '@perennial/logging';
import type { Decider } from './decider.js';
import type { DecidedEntry, OutboxEntry } from './entry.js';
import type { RelayLog } from './log.js';
import type { Claim, OutboxLanes } from './outbox.js';

/** Makes the calls that events lead to; each may be repeated. */
export interface WorkflowPort {
  make(call: WorkflowCall): Promise<void>;
}

/** What delivers a batch. */
export interface BatchDelivery {
  readonly decider: Decider;
  readonly temporal: WorkflowPort;
}

/** How many entries of a batch advanced, and whether one is stuck. */
export interface BatchResult {
  readonly moved: number;
  readonly stuck: boolean;
}

/** Calls of one event in progress at the same time, so that the frontend of Temporal is not flooded. */
const callsAtOnce = 20;

/** Lanes that a relay has claimed at one time, from the decision about their entries to the end of their calls. */
export class Batch {
  /** Lanes in which an entry could not be delivered, or which another relay has taken over. */
  readonly #stuck = new Set<number>();
  readonly #renewal: NodeJS.Timeout;
  /** Starts that lanes share, by workflow ID. */
  readonly #starts = new Map<string, Promise<void>>();
  #toMake: readonly DecidedEntry[] = [];
  #moved = 0;

  constructor(
    private readonly outbox: OutboxLanes,
    private readonly delivery: BatchDelivery,
    private readonly claim: Claim,
    private readonly log: RelayLog,
  ) {
    this.#renewal = setInterval(() => void this.#renew(), outbox.lease / 3);
    this.#renewal.unref();
  }

  /**
   * Decides the entries that have not been decided. Those of a lane with stored calls are left for the next batch: a dispatch may be
   * shared by lanes only while nothing before its events is left to call.
   */
  async decide(): Promise<void> {
    try {
      const repeated = this.claim.entries.filter(isDecided);
      const busy = new Set(repeated.map(({ lane }) => lane));
      const decided = await this.#decideAll(this.claim.entries.filter(({ lane }) => !busy.has(lane)));
      this.#moved = decided.length;
      this.#toMake = [...repeated, ...decided.filter(({ calls }) => calls.length > 0)];
    } catch (error) {
      clearInterval(this.#renewal);
      throw error;
    }
  }

  /** Makes the calls, removes what was delivered and gives the lanes up. */
  async call(): Promise<BatchResult> {
    try {
      const made = await this.#makeAll();
      await this.outbox.complete(this.claim, made);
      const repeated = made.filter((entry) => this.claim.entries.includes(entry)).length;
      return { moved: this.#moved + repeated, stuck: this.#stuck.size > 0 };
    } finally {
      clearInterval(this.#renewal);
    }
  }

  /** In one transaction. When it fails, each entry gets one of its own, so that only the lanes of those that fail wait. */
  async #decideAll(entries: readonly OutboxEntry[]): Promise<readonly DecidedEntry[]> {
    if (entries.length === 0) return [];
    try {
      return await this.#decideIn(entries);
    } catch (error) {
      if (entries.length > 1) this.log.error({ err: error }, 'relay: cannot decide a batch; deciding its events one by one');
    }
    const decided: DecidedEntry[] = [];
    for (const entry of entries) {
      if (this.#stuck.has(entry.lane)) continue;
      try {
        decided.push(...(await this.#decideIn([entry])));
      } catch (error) {
        this.#stuck.add(entry.lane);
        const { id: eventId, type } = entry.event;
        this.log.error({ err: error, eventId, type }, 'relay: cannot decide an event; its lane waits');
      }
    }
    return decided;
  }

  #decideIn(entries: readonly OutboxEntry[]): Promise<readonly DecidedEntry[]> {
    return this.outbox.decide(this.claim, (em, lanes) =>
      this.delivery.decider.decide(
        em,
        entries.filter(({ lane }) => lanes.has(lane) && !this.#stuck.has(lane)),
      ),
    );
  }

  /** Lanes proceed in parallel, the events of a lane one after the other: the order per contact holds. */
  async #makeAll(): Promise<DecidedEntry[]> {
    const made: DecidedEntry[] = [];
    await Promise.all(
      [...groupByLane(this.#toMake)].map(async ([lane, queue]) => {
        for (const entry of queue) {
          if (this.#stuck.has(lane)) return;
          try {
            await this.#make(entry);
            made.push(entry);
          } catch (error) {
            this.#stuck.add(lane);
            this.log.error({ err: error, eventId: entry.event.id }, 'relay: Temporal did not accept a call; its lane waits');
          }
        }
      }),
    );
    return made;
  }

  /** Calls of the same kind go together, different ones in order: an execution ends before its work starts again. */
  async #make({ event, calls }: DecidedEntry): Promise<void> {
    for (const group of callsOfOneKind(calls))
      await Promise.all(group.map((call) => onAccountOf(requestOf(call, event.requestId), () => this.#makeOnce(call))));
    this.log.info({ eventId: event.id, type: event.type, calls: counted(calls) }, 'relay: event delivered');
  }

  /** A dispatch is stored in each of its lanes, and started by the first lane that reaches it. */
  #makeOnce(call: WorkflowCall): Promise<void> {
    const { temporal } = this.delivery;
    if (call.operation !== 'start' || call.workflow !== 'dispatch') return temporal.make(call);
    const { id, key } = definitionOfWorkflow(call.workflow);
    const workflowId = id(key(call.input));
    const start = this.#starts.get(workflowId) ?? temporal.make(call);
    this.#starts.set(workflowId, start);
    return start;
  }

  /** Skips lanes that another relay has taken over. */
  async #renew(): Promise<void> {
    try {
      const own = await this.outbox.renew(this.claim);
      for (const lane of this.claim.lanes) if (!own.has(lane)) this.#stuck.add(lane);
    } catch (error) {
      this.log.error({ err: error }, 'relay: could not renew its claims');
    }
  }
}

const isDecided = (entry: OutboxEntry): entry is DecidedEntry => entry.calls !== null;

function groupByLane(entries: readonly DecidedEntry[]): Map<number, DecidedEntry[]> {
  const lanes = new Map<number, DecidedEntry[]>();
  for (const entry of entries) {
    const queue = lanes.get(entry.lane);
    if (queue) queue.push(entry);
    else lanes.set(entry.lane, [entry]);
  }
  return lanes;
}

/** The request that a call is made for; null if it starts the work of several. */
const requestOf = (call: WorkflowCall, requestId: string | null): string | null =>
  call.operation === 'start' && call.severalRequests ? null : requestId;

/** Consecutive calls of one kind, in groups of at most {@link callsAtOnce}. */
function callsOfOneKind(calls: readonly WorkflowCall[]): WorkflowCall[][] {
  const groups: WorkflowCall[][] = [];
  for (const call of calls) {
    const last = groups.at(-1);
    if (last && last.length < callsAtOnce && last[0]?.operation === call.operation) last.push(call);
    else groups.push([call]);
  }
  return groups;
}

/** Kinds of calls and how often each is made, for the log. */
function counted(calls: readonly WorkflowCall[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) {
    const name = call.operation === 'terminate' ? call.operation : `${call.operation} ${call.workflow}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
