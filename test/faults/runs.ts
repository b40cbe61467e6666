import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Narrator } from '../story/narrator.js';
import { type Stage, World } from '../story/world.js';
import { seeded } from '../support/random.js';
import type { Counted } from './dispatch.js';
import { publishMixed } from './mixed-first-steps.js';
import type { Drill, RunsLoad } from './runs/drill.js';
import { failSink } from './runs/failing-sink.js';
import { killApi, killServers, killWorkers } from './runs/kills.js';
import { compareEffects, compareHistories } from './runs/oracle.js';
import { SlowSink } from './runs/slow-sink.js';
import { raceUnsubscribes, storm } from './runs/storm.js';
import { Tally } from './runs/tally.js';

/** Everything must be complete this long after the last fault: waits of a minute, and retries. */
const patienceMs = 600_000;

/**
 * People enter five automations each, together and one by one, while workers, the API, Postgres and Temporal are killed and the
 * receivers of emails and calls fail. Counts what is missing at the receivers, in the database and in the histories, and what
 * happened twice.
 */
export async function surviveFaults(stage: Stage, load: RunsLoad, say: (line: string) => void): Promise<Counted> {
  const random = seeded(load.seed);
  const address = stage.env.OUTBOUND_ALLOWED ?? '';
  const sink = await SlowSink.open(address, seeded(load.seed + 1));
  const owner = new pg.Pool({ connectionString: stage.env.DATABASE_MIGRATION_URL, max: 1 });
  // Its connection ends with Postgres, and the next statement opens another.
  owner.on('error', () => {});
  const world = new World(stage, new Narrator(say), unusedStudio());
  const since = new Date();
  try {
    await world.signInOwner();
    const name = `runs${Date.now()}`;
    const { eventName, expected } = await publishMixed(world, 5, name, `http://${address}/${name}/{{ contact.email }}`);
    const drill: Drill = { world, sink, load, random, eventName, expected, say };
    const emails = await addPeople(world, name, load.people, say);
    const tally = new Tally(say);
    const parts = split(emails, [0.35, 0.2, 0.3, 0.15]);
    await killWorkers(drill, parts[0] ?? []);
    await world.inbox.behave();
    await killApi(drill, parts[1] ?? []);
    await killServers(drill, parts[2] ?? []);
    const lastFault = Date.now();
    await untilOver(owner, name, say);
    say(`  over ${Math.round((Date.now() - lastFault) / 1000)} s after the last kill`);
    await failSink(drill, parts[3] ?? []);
    const stormRunId = await storm(drill, owner, tally);
    await raceUnsubscribes(drill, owner, Math.max(3, Math.round(load.people / 20)), tally);
    await untilOver(owner, name, say);
    await compareEffects(drill, owner, emails, tally);
    await compareHistories(drill, since, stormRunId, tally);
    return tally;
  } finally {
    await world.inbox.behave().catch(() => {});
    await owner.end();
    await sink.close();
  }
}

/** The receiver of calls is {@link SlowSink}; the world's own is for stories. */
const unusedStudio = () => ({ keys: [], answerWith: () => {} });

async function addPeople(world: World, name: string, count: number, say: (line: string) => void): Promise<string[]> {
  const emails = Array.from({ length: count }, (_, i) => `person${i}@${name}.example`);
  for (const [i, email] of emails.entries()) {
    await world.person({ email, name: `Person ${i}` });
    if ((i + 1) % 200 === 0) say(`  ${i + 1} of ${count} people`);
  }
  return emails;
}

/** Splits into parts with these shares; the last part gets what is left. */
function split(emails: readonly string[], shares: readonly number[]): string[][] {
  let from = 0;
  return shares.map((share, i) => {
    const to = i === shares.length - 1 ? emails.length : from + Math.round(share * emails.length);
    const part = emails.slice(from, to);
    from = to;
    return part;
  });
}

/** Waits until no event is to be delivered and every run has ended or is parked, or until the limit. */
async function untilOver(owner: pg.Pool, name: string, say: (line: string) => void): Promise<void> {
  const until = Date.now() + patienceMs;
  for (let seconds = 0; Date.now() < until; seconds++) {
    const { rows } = await owner.query<{ open: string; events: string }>(
      `select count(*) filter (where r.state in ('running', 'waiting')) as open, (select count(*) from outbox) as events
         from automation_run r join automation a on a.id = r.automation_id where a.name like $1 || ' %'`,
      [name],
    );
    const [open, events] = [Number(rows[0]?.open), Number(rows[0]?.events)];
    if (open + events === 0) return;
    if (seconds % 15 === 0) say(`  ${open} runs are in progress, ${events} events are to be delivered`);
    await sleep(1_000);
  }
}
