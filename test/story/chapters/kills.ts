import pg from 'pg';
import { addTag, line, onEvent, wait } from '../graphs.js';
import type { Automation, World } from '../world.js';
import { canary } from './setting.js';

const steps = 40;

/** Kills at the worst moments: the same result, nothing lost, and nothing repeated except what SMTP cannot prevent. */
export async function surviveKills(world: World): Promise<void> {
  world.narrator.chapter('Kills');
  await inTheMiddleOfAnAdvance(world);
  await betweenTheServersYesAndOurRecord(world);
  await betweenStoreAndStart(world);
}

async function newcomer(world: World, name: string): Promise<{ email: string; contactId: string }> {
  const email = `${name}.${Date.now()}@${canary}.example`;
  return { email, contactId: await world.person({ email, name: `${name} Canária` }) };
}

const workers = ['worker', 'worker-2'];
const killWorkers = async ({ stage }: World): Promise<void> =>
  void (await Promise.all(workers.map((name) => stage.kill(name, 'SIGKILL'))));
const restartWorkers = async ({ stage }: World): Promise<void> =>
  void (await Promise.all(workers.map((name) => stage.restart(name))));

/** A worker dies inside a transaction of forty steps: all of them happen once, none half. */
async function inTheMiddleOfAnAdvance(world: World): Promise<void> {
  const { narrator, stage } = world;
  const tags = Array.from({ length: steps }, (_, i) => addTag(`step-${i}`, `kill-${String(i).padStart(2, '0')}`));
  const automation = await world.automate('Forty steps', line(onEvent('kill.advance'), ...tags));
  const kim = await newcomer(world, 'kim');
  const owner = new pg.Client(stage.env.DATABASE_MIGRATION_URL);
  // A second login: within a transaction Postgres shows activity as it was when first asked.
  const watcher = new pg.Client(stage.env.DATABASE_MIGRATION_URL);
  await owner.connect();
  await watcher.connect();
  try {
    await owner.query('begin');
    // Holds the advance inside its transaction, on the tag in the middle.
    await owner.query(
      `insert into contact_tag (contact_id, tag_id, school_id)
       select c.id, t.id, c.school_id from contact c join tag t on t.school_id = c.school_id and t.name = $2 where c.id = $1`,
      [kim.contactId, 'kill-20'],
    );
    await world.event(kim.email, 'kill.advance');
    await world.until('the advance stands inside its transaction', async () => {
      const { rows } = await watcher.query(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into contact_tag%'`,
      );
      return rows.length > 0;
    });
    await killWorkers(world);
    await owner.query('rollback');
  } finally {
    await owner.end();
    await watcher.end();
  }
  narrator.tell('Both workers are killed inside a multi-step advance');
  await restartWorkers(world);
  await throughWith(world, automation, kim.contactId);
  narrator.check('every step happened', (await world.tagsOf(kim.contactId)).length, steps);
  const told = (await world.timeline(kim.contactId)).filter(({ type }) => type === 'tag.added');
  narrator.check('and was recorded once', told.length, steps);
}

/** A worker dies after the mail server accepted an email and before we recorded that: the one repeat that SMTP cannot prevent. */
async function betweenTheServersYesAndOurRecord(world: World): Promise<void> {
  const { narrator, inbox, admin } = world;
  const template = await admin.post<{ id: string }>('/api/admin/email-templates', { name: `Kill ${Date.now()}` });
  const automation = await world.automate(
    'One mail',
    line(onEvent('kill.mail'), {
      id: 'mail',
      kind: 'sendEmail',
      config: { templateId: template.id, audience: 'contact', category: 'transactional' },
    }),
  );
  const lou = await newcomer(world, 'lou');
  await inbox.behave({ delayBeforeAnswerMs: 20_000, onlyTo: lou.email });
  await world.event(lou.email, 'kill.mail');
  await world.until('the server has taken the mail', async () => (await inbox.to(lou.email)).length > 0);
  await killWorkers(world);
  await inbox.behave();
  await restartWorkers(world);
  narrator.tell('Both workers are killed between the server’s yes and our record');
  await throughWith(world, automation, lou.contactId);
  const mails = await inbox.to(lou.email);
  narrator.check('she has one distinct mail', mails.length, 1);
  narrator.tell(`raw repeats under the same Message-ID: ${(mails[0]?.copies ?? 1) - 1}`);
  narrator.check('raw repeats come from this kill only', (mails[0]?.copies ?? 0) <= 2);
}

/** The API dies after it stored an event, which is processed nevertheless. */
async function betweenStoreAndStart(world: World): Promise<void> {
  const { narrator, stage } = world;
  const automation = await world.automate('After the API died', line(onEvent('kill.api'), addTag('done', 'api-killed')));
  const mo = await newcomer(world, 'mo');
  const id = await world.event(mo.email, 'kill.api');
  await stage.kill('api', 'SIGKILL');
  narrator.tell('The API is killed between store and start');
  await stage.restart('api');
  await throughWith(world, automation, mo.contactId);
  narrator.check('the journey it promised took place', await world.tagsOf(mo.contactId), ['api-killed']);
  narrator.check('the same request with the same key gets the same answer', await world.event(mo.email, 'kill.api'), id);
}

async function throughWith(world: World, automation: Automation, contactId: string): Promise<void> {
  await world.until(
    `"${automation.name}" is through`,
    async () => (await world.runOf(automation, contactId)).state === 'completed',
  );
}

/** A journey that waits in real time, with a real timer. */
export interface WallWait {
  readonly automation: Automation;
  readonly contactId: string;
}

/** Starts a wait of one minute in real time. */
export async function startWallWait(world: World): Promise<WallWait> {
  const automation = await world.automate(
    'A minute',
    line(onEvent('wall.begin'), wait('minute', 1, 'minutes'), addTag('done', 'a-minute-later')),
  );
  const nia = await newcomer(world, 'nia');
  await world.event(nia.email, 'wall.begin');
  return { automation, contactId: nia.contactId };
}

/** Checks that the timer fired in time. */
export async function checkWallWait(world: World, { automation, contactId }: WallWait): Promise<void> {
  const { narrator, admin } = world;
  narrator.chapter('By the wall clock');
  await throughWith(world, automation, contactId);
  const run = await world.runOf(automation, contactId);
  const { visits } = await admin.get<{ visits: { nodeId: string; enteredAt: string; leftAt: string | null }[] }>(
    `/api/admin/runs/${run.id}`,
  );
  const minute = visits.find(({ nodeId }) => nodeId === 'minute');
  const waited = (Date.parse(minute?.leftAt ?? '') - Date.parse(minute?.enteredAt ?? '')) / 1000;
  narrator.tell(`A wait of one minute took ${waited.toFixed(1)} s`);
  narrator.check('a wait of one minute is not early', waited >= 60);
  narrator.check('and not lost', waited < 180);
}
