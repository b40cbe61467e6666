import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { addTag, line, onEvent, type Step, wait } from '../story/graphs.js';
import { Narrator } from '../story/narrator.js';
import { type Stage, World } from '../story/world.js';
import { seeded } from '../support/random.js';
import type { Counted } from './dispatch.js';
import { Tally } from './runs/tally.js';

/** The size of the drill. */
export interface ChangesLoad {
  readonly people: number;
  readonly seed: number;
}

/** Everything must be complete this long after the last change: waits of some minutes. */
const patienceMs = 600_000;
/** How long people wait in each automation. */
const minutes = 3;

/** What happens to an automation while people wait in it, and what each of them must have afterwards. */
interface Case {
  readonly name: string;
  /** Steps after the wait. */
  readonly steps: (tag: string) => Step[];
  /** Made while everyone waits. */
  change(made: Made): Promise<void>;
  /** Made once everybody's wait is over. */
  readonly afterwards?: (made: Made) => Promise<void>;
  readonly expected: { readonly state: 'completed' | 'exited'; readonly old: 0 | 1; readonly new: 0 | 1 };
}

interface Made {
  readonly world: World;
  readonly id: string;
  readonly tag: string;
  readonly eventName: string;
}

const path = ({ id }: Made) => `/api/admin/automations/${id}`;
const oldTag = (tag: string) => `${tag}-old`;
const newTag = (tag: string) => `${tag}-new`;
const tagging = (tag: string): Step[] => [addTag('tag', oldTag(tag))];

/** Publishes a version with another tag, and says what happens to those who wait. */
async function publishNew(made: Made, moves: object[], steps = [wait('pause', minutes, 'minutes')]): Promise<void> {
  const { world, tag, eventName } = made;
  const { draftRevision } = await world.admin.get<{ draftRevision: number }>(path(made));
  const graph = line(onEvent(eventName), ...steps, addTag('tag', newTag(tag)));
  const drawn = { schemaVersion: 1, entry: { policy: 'every_event' }, exitRules: [], goal: null, ...graph };
  const saved = await world.admin.put<{ draftRevision: number }>(`${path(made)}/draft`, {
    graph: drawn,
    revision: draftRevision,
  });
  await world.admin.post(`${path(made)}/publish`, { revision: saved.draftRevision, moves });
}

const move = (to: string | null) => ({ version: 1, nodeId: 'pause', parked: false, to });

const cases: readonly Case[] = [
  {
    name: 'a new version, and everybody stays',
    steps: tagging,
    change: (made) => publishNew(made, []),
    expected: { state: 'completed', old: 1, new: 0 },
  },
  {
    name: 'a new version, to which everybody moves',
    steps: tagging,
    change: (made) => publishNew(made, [move('pause')]),
    expected: { state: 'completed', old: 0, new: 1 },
  },
  {
    name: 'a new version, and everybody moves behind the wait',
    steps: tagging,
    change: (made) => publishNew(made, [move('tag')]),
    expected: { state: 'completed', old: 0, new: 1 },
  },
  {
    name: 'a new version, and everybody leaves',
    steps: tagging,
    change: (made) => publishNew(made, [move(null)]),
    expected: { state: 'exited', old: 0, new: 0 },
  },
  {
    name: 'paused and resumed twice, and waits count on',
    steps: tagging,
    change: async (made) => {
      for (let times = 0; times < 2; times++) {
        await made.world.admin.post(`${path(made)}/pause`, { people: 'hold' });
        await sleep(3_000);
        await made.world.admin.post(`${path(made)}/resume`, { waits: 'count' });
        await sleep(1_000);
      }
    },
    expected: { state: 'completed', old: 1, new: 0 },
  },
  {
    name: 'paused until the waits are over, then resumed',
    steps: tagging,
    change: async (made) => void (await made.world.admin.post(`${path(made)}/pause`, { people: 'hold' })),
    afterwards: async (made) => void (await made.world.admin.post(`${path(made)}/resume`, { waits: 'count' })),
    expected: { state: 'completed', old: 1, new: 0 },
  },
  {
    name: 'a step held, then released together',
    steps: tagging,
    change: async (made) => void (await made.world.admin.put(`${path(made)}/holds/tag`)),
    afterwards: async (made) => {
      await made.world.admin.post(`${path(made)}/holds/tag/release`, { key: 'all' });
      // A repeated request releases nobody twice.
      await made.world.admin.post(`${path(made)}/holds/tag/release`, { key: 'all' });
      await made.world.admin.delete(`${path(made)}/holds/tag`);
    },
    expected: { state: 'completed', old: 1, new: 0 },
  },
  {
    name: 'deleted, and everybody leaves',
    steps: tagging,
    change: async (made) => void (await made.world.admin.delete(`${path(made)}?people=exit`)),
    expected: { state: 'exited', old: 0, new: 0 },
  },
];

/**
 * People wait in automations that staff publish, move, pause, hold, release and delete meanwhile, with a worker that is killed once in
 * between. Counts what each of them has afterwards: one end, the tag of the version they were to finish on, and its event.
 */
export async function changeWhilePeopleWait(stage: Stage, load: ChangesLoad, say: (line: string) => void): Promise<Counted> {
  const random = seeded(load.seed);
  const owner = new pg.Pool({ connectionString: stage.env.DATABASE_MIGRATION_URL, max: 1 });
  const world = new World(stage, new Narrator(say), { keys: [], answerWith: () => {} });
  try {
    await world.signInOwner();
    const name = `changes${Date.now()}`;
    const made: (Case & Made)[] = [];
    for (const [i, each] of cases.entries()) {
      const [tag, eventName] = [`${name}-${i}`, name];
      const graph = line(onEvent(eventName), wait('pause', minutes, 'minutes'), ...each.steps(tag));
      const { id } = await world.automate(`${name} ${i}`, graph);
      made.push({ ...each, world, id, tag, eventName });
    }
    const began = Date.now();
    for (let i = 0; i < load.people; i++) {
      const email = `person${i}@${name}.example`;
      await world.person({ email, name: `Person ${i}` });
      await world.event(email, name);
      if ((i + 1) % 200 === 0) say(`  ${i + 1} of ${load.people} people`);
    }
    await until('everybody waits', async () => (await countRuns(owner, name, ['waiting'])) === load.people * cases.length, say);
    for (const each of [...made].sort(() => random() - 0.5)) {
      await each.change(each);
      say(`  ${each.name}`);
    }
    await stage.kill('worker', 'SIGKILL');
    await stage.restart('worker');
    await sleep(Math.max(0, began + (minutes + 1) * 60_000 - Date.now()));
    for (const each of made) await each.afterwards?.(each);
    await until('every journey is over', async () => (await countRuns(owner, name, ['waiting', 'running'])) === 0, say);
    const tally = new Tally(say);
    for (const each of made) await compare(owner, each, load.people, tally);
    return tally;
  } finally {
    await owner.end();
  }
}

async function countRuns(owner: pg.Pool, name: string, states: readonly string[]): Promise<number> {
  const { rows } = await owner.query<{ n: string }>(
    `select count(*) as n from automation_run r join automation a on a.id = r.automation_id
      where a.name like $1 || ' %' and r.state = any($2)`,
    [name, states],
  );
  return Number(rows[0]?.n);
}

async function until(what: string, isSo: () => Promise<boolean>, say: (line: string) => void): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > end) return say(`  ✗ not in time: ${what}`);
    await sleep(1_000);
  }
}

async function compare(owner: pg.Pool, { id, tag, name, expected }: Case & Made, people: number, tally: Tally): Promise<void> {
  const { rows } = await owner.query<{
    runs: number;
    ended: number;
    old: number;
    old_events: number;
    new: number;
    new_events: number;
  }>(
    `select (select count(*)::int from automation_run where automation_id = $1) as runs,
            (select count(*)::int from automation_run where automation_id = $1 and state = $2) as ended,
            ${counted('old', '$3')}, ${counted('new', '$4')}`,
    [id, expected.state, oldTag(tag), newTag(tag)],
  );
  const found = rows[0];
  if (!found) return;
  tally.compare(`journeys, ${name}`, found.runs, people);
  tally.compare(`journeys that have ${expected.state}, ${name}`, found.ended, people);
  for (const which of ['old', 'new'] as const) {
    tally.compare(`people with the ${which} tag, ${name}`, found[which], people * expected[which]);
    tally.compare(`events of the ${which} tag, ${name}`, found[`${which}_events`], people * expected[which]);
  }
}

const counted = (alias: string, tag: string): string =>
  `(select count(*)::int from contact_tag c join tag t on t.id = c.tag_id where t.name = ${tag}) as ${alias},
   (select count(*)::int from event where type = 'tag.added' and data->>'tag' = ${tag}) as ${alias}_events`;
