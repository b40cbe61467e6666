import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Narrator } from '../story/narrator.js';
import { Studio } from '../story/studio.js';
import { type Stage, World } from '../story/world.js';
import { publishMixed } from './mixed-first-steps.js';

/** What was counted. Lost and twice are as a receiver counts: a repeat under the same key is one effect. */
export interface Counted {
  readonly lost: number;
  readonly twice: number;
  readonly of: number;
}

/** The size of the drill. */
export interface Load {
  readonly people: number;
  readonly kills: number;
}

const workers = ['worker', 'worker-2'] as const;
/** Everything must be complete this long after the last kill: a wait of a minute, and retries. */
const patience = 240_000;

/**
 * Kills workers, with SIGKILL and SIGTERM in turn, while people enter five automations on one event whose first steps are a
 * wait, an email, a call, a tag and a branch. Counts what is missing afterwards, and what happened twice.
 */
export async function killDuringDispatch(stage: Stage, { people, kills }: Load, say: (line: string) => void): Promise<Counted> {
  const studio = await Studio.open(stage.env.OUTBOUND_ALLOWED ?? '');
  const owner = new pg.Client(stage.env.DATABASE_MIGRATION_URL);
  await owner.connect();
  const world = new World(stage, new Narrator(say), studio);
  try {
    await world.signInOwner();
    const name = `faults${Date.now()}`;
    const { eventName, expected } = await publishMixed(world, 5, name, `http://${stage.env.OUTBOUND_ALLOWED}/${name}`);
    const emails: string[] = [];
    for (let i = 0; i < people; i++) {
      const email = `person${i}@${name}.example`;
      await world.person({ email, name: `Person ${i}` });
      emails.push(email);
    }
    // Emails are outstanding while workers die.
    await world.inbox.behave({ delayBeforeAnswerMs: 700 });
    const perKill = Math.ceil(people / kills);
    for (let kill = 0; kill < kills; kill++) {
      for (const email of emails.slice(kill * perKill, (kill + 1) * perKill)) await world.event(email, eventName);
      // From right after the event to the middle of the effects.
      await sleep((kill * 230) % 1_000);
      const signal = kill % 2 === 0 ? 'SIGKILL' : 'SIGTERM';
      const victims = kill % 3 === 2 ? workers : [workers[kill % workers.length] ?? 'worker'];
      await Promise.all(victims.map((victim) => stage.kill(victim, signal)));
      await Promise.all(victims.map((victim) => stage.restart(victim)));
      say(`  kill ${kill + 1} of ${kills}: ${signal} to ${victims.join(' and ')}`);
    }
    await world.inbox.behave();
    const runs = people * expected.length;
    await untilOver(owner, name, runs, say);
    return await countEffects(world, owner, { name, emails, expected });
  } finally {
    await world.inbox.behave();
    await owner.end();
    await studio.close();
  }
}

/** Waits until the journeys are over, or until the limit. */
export async function untilOver(owner: pg.Client, name: string, runs: number, say: (line: string) => void): Promise<void> {
  const until = Date.now() + patience;
  for (let seconds = 0; Date.now() < until; seconds++) {
    const { rows } = await owner.query<{ over: string }>(
      `select count(*) as over from automation_run r join automation a on a.id = r.automation_id
        where a.name like $1 || ' %' and r.state = 'completed'`,
      [name],
    );
    const over = Number(rows[0]?.over);
    if (over >= runs) return;
    if (seconds % 15 === 0) say(`  ${over} of ${runs} journeys are over`);
    await sleep(1_000);
  }
}

/** Compares what should be there with what is there: journeys, tags and their events, distinct emails, distinct calls. */
export async function countEffects(
  world: World,
  owner: pg.Client,
  {
    name,
    emails,
    expected,
  }: { name: string; emails: readonly string[]; expected: readonly { emails: number; calls: number; tag: string }[] },
): Promise<Counted> {
  const people = emails.length;
  const sum = (of: 'emails' | 'calls') => expected.reduce((total, one) => total + one[of], 0);
  const number = async (sql: string): Promise<number> => Number((await owner.query<{ n: string }>(sql, [name])).rows[0]?.n);
  const ends = { journeys: people * expected.length, tags: people * expected.length };
  const journeys = await number(
    `select count(*) as n from automation_run r join automation a on a.id = r.automation_id where a.name like $1 || ' %' and r.state = 'completed'`,
  );
  const tags = await number(
    `select count(*) as n from contact_tag c join tag t on t.id = c.tag_id where t.name like $1 || '-%' and t.name not like '%-first'`,
  );
  const tagEvents = await number(
    `select count(*) as n from event where type = 'tag.added' and data->>'tag' like $1 || '-%' and data->>'tag' not like '%-first'`,
  );
  const tally = { lost: 0, twice: 0, of: 0 };
  const compare = (actual: number, wanted: number): void => {
    tally.of += wanted;
    tally.lost += Math.max(0, wanted - actual);
    tally.twice += Math.max(0, actual - wanted);
  };
  compare(journeys, ends.journeys);
  compare(tags, ends.tags);
  compare(tagEvents, ends.tags);
  let repeats = 0;
  for (const email of emails) {
    const mails = await world.inbox.to(email);
    compare(mails.length, sum('emails'));
    repeats += mails.reduce((total, { copies }) => total + copies - 1, 0);
  }
  const keys = new Set(world.studio.keys);
  compare(keys.size, people * sum('calls'));
  world.narrator.tell(
    `Repeated under the same key, because a worker died before it recorded the answer: ${repeats} emails, ${world.studio.keys.length - keys.size} calls`,
  );
  return tally;
}
