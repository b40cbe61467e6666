import { Client } from '@temporalio/client';
import type pg from 'pg';
import { connectToTemporal } from '../../story/temporal.js';
import type { Drill } from './drill.js';
import type { Tally } from './tally.js';

interface RunRow {
  readonly email: string;
  readonly place: number;
  readonly runs: number;
  readonly completed: number;
  readonly parked: number;
  readonly tagged: number;
  readonly tag_events: number;
}

/** Compares the database and the sink with what each person's runs must have left. */
export async function compareEffects(
  { world, sink, expected, eventName }: Drill,
  owner: pg.Pool,
  emails: readonly string[],
  tally: Tally,
): Promise<void> {
  const rows = await readRuns(
    owner,
    eventName,
    expected.map(({ tag }) => tag),
  );
  const byStep = new Map(rows.map((row) => [`${row.email} ${row.place}`, row]));
  let repeatedMails = 0;
  for (const email of emails) {
    const sent = { emails: { least: 0, most: 0 }, calls: { least: 0, most: 0 } };
    for (const [place, step] of expected.entries()) {
      const run = byStep.get(`${email} ${place}`);
      const what = `${email}, ${step.automation.name}`;
      tally.compare(`runs of ${what}`, run?.runs ?? 0, 1);
      tally.compare(`ends of ${what}`, (run?.completed ?? 0) + (run?.parked ?? 0), 1);
      tally.compare(`tags of ${what}`, run?.tagged ?? 0, run?.completed ?? 0);
      tally.compare(`tag events of ${what}`, run?.tag_events ?? 0, run?.completed ?? 0);
      for (const kind of ['emails', 'calls'] as const) {
        sent[kind].least += run?.completed ? step[kind] : 0;
        sent[kind].most += step[kind];
      }
    }
    const mails = await world.inbox.to(email);
    tally.compare(`emails to ${email}`, mails.length, sent.emails.least, sent.emails.most);
    tally.compare(`calls about ${email}`, sink.keysOf(email), sent.calls.least, sent.calls.most);
    repeatedMails += mails.reduce((sum, { copies }) => sum + copies - 1, 0);
  }
  const parked = rows.reduce((sum, run) => sum + run.parked, 0);
  world.narrator.tell(`${parked} runs were parked with their reason, because the sink failed at every attempt`);
  world.narrator.tell(
    `Repeated under the same key, which a receiver without keys counts twice: ${repeatedMails} emails, ${sink.repeats} calls`,
  );
}

async function readRuns(owner: pg.Pool, eventName: string, tags: readonly string[]): Promise<RunRow[]> {
  const { rows } = await owner.query<RunRow>(
    `select c.email, t.place::int - 1 as place, count(*)::int as runs,
            count(*) filter (where r.state = 'completed')::int as completed,
            count(*) filter (where r.state = 'parked' and r.problem is not null)::int as parked,
            (select count(*)::int from contact_tag g join tag n on n.id = g.tag_id where g.contact_id = c.id and n.name = t.tag) as tagged,
            (select count(*)::int from event e where e.contact_id = c.id and e.type = 'tag.added' and e.data->>'tag' = t.tag) as tag_events
       from automation_run r join automation a on a.id = r.automation_id join contact c on c.id = r.contact_id
       join event started on started.id = r.event_id and started.data->>'name' = $1
       join unnest($2::text[]) with ordinality t (tag, place) on a.name like '% ' || (t.place - 1) || ': %'
      where a.name like split_part($1, '.', 1) || ' %'
      group by c.id, c.email, t.place, t.tag`,
    [eventName, tags],
  );
  return rows;
}

/** Compares the histories: nothing failed, nothing completed twice under one workflow ID, and how long the longest is. */
export async function compareHistories({ world }: Drill, since: Date, stormRunId: string, tally: Tally): Promise<void> {
  const connection = await connectToTemporal(world.stage.env);
  try {
    const client = new Client({ connection, namespace: world.stage.env.TEMPORAL_NAMESPACE ?? 'default' });
    const ends = new Map<string, number>();
    const failed: string[] = [];
    let longest = 0;
    for await (const { workflowId, status, historyLength } of client.workflow.list({
      query: `StartTime >= '${since.toISOString()}'`,
    })) {
      if (['FAILED', 'TIMED_OUT', 'TERMINATED'].includes(status.name)) failed.push(`${workflowId}: ${status.name}`);
      if (status.name === 'COMPLETED') ends.set(workflowId, (ends.get(workflowId) ?? 0) + 1);
      longest = Math.max(longest, historyLength);
    }
    for (const line of failed) world.narrator.tell(`✗ ${line}`);
    tally.compare('workflows that did not fail', ends.size - failed.length, ends.size);
    const repeated = [...ends].filter(([, count]) => count > 1).length;
    tally.compare('workflows that completed twice', repeated, 0);
    world.narrator.tell(
      `${ends.size} workflows completed; the longest history has ${longest} events, after a storm at run ${stormRunId}`,
    );
  } finally {
    await connection.close();
  }
}
