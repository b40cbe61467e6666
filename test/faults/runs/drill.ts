import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../../story/world.js';
import type { Expected } from '../mixed-first-steps.js';
import type { SlowSink } from './slow-sink.js';

/** The size of the drill. */
export interface RunsLoad {
  readonly people: number;
  /** Of workers, and of the API. */
  readonly kills: number;
  /** Of Postgres, of Temporal, and of both at once. */
  readonly serverKills: number;
  /** Events about one person. */
  readonly storm: number;
  readonly seed: number;
}

/** What the parts of the drill share. */
export interface Drill {
  readonly world: World;
  readonly sink: SlowSink;
  readonly load: RunsLoad;
  /** The random moments and choices of the seed. */
  readonly random: () => number;
  readonly eventName: string;
  readonly expected: readonly Expected[];
  say(line: string): void;
}

/** How long an integrator retries. */
const patienceMs = 300_000;

/** Sends an event as a careful integrator does: retries with the same key until it is accepted. */
export async function sendUntilAccepted(
  { world }: Pick<Drill, 'world'>,
  email: string,
  eventName: string,
  key?: string,
): Promise<void> {
  for (const since = Date.now(); ; ) {
    try {
      await world.event(email, eventName, key);
      return;
    } catch (error) {
      if (Date.now() - since > patienceMs) throw error;
      await sleep(250);
    }
  }
}

/** Enters people one after the other, so that each is a batch of its own. */
export async function enterOneByOne(drill: Drill, emails: readonly string[]): Promise<void> {
  for (const email of emails) await sendUntilAccepted(drill, email, drill.eventName);
}

/** Enters people all at once, so that the relay finds them together. */
export async function enterTogether(drill: Drill, emails: readonly string[]): Promise<void> {
  await Promise.all(emails.map((email) => sendUntilAccepted(drill, email, drill.eventName)));
}

/** Half of the batches enter together, half one by one. */
export const enter = (drill: Drill, emails: readonly string[], turn: number): Promise<void> =>
  turn % 2 === 0 ? enterTogether(drill, emails) : enterOneByOne(drill, emails);

/** Splits people into so many batches of about the same size. */
export function batchesOf(emails: readonly string[], count: number): string[][] {
  return Array.from({ length: count }, (_, i) =>
    emails.slice(Math.floor((i * emails.length) / count), Math.floor(((i + 1) * emails.length) / count)),
  );
}
