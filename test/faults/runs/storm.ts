import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { addTag, line, onEvent, waitForEvent } from '../../story/graphs.js';
import { type Drill, sendUntilAccepted } from './drill.js';
import type { Tally } from './tally.js';

const callers = 32;
/** A message may already be in transit when its recipient unsubscribes. */
const onItsWayMs = 5_000;

/** Thousands of events about one person who waits for another one. Answers the ID of the run. */
export async function storm(drill: Drill, owner: pg.Pool, tally: Tally): Promise<string> {
  const { world, load, say, eventName } = drill;
  const name = `${eventName}.storm`;
  const email = `storm@${eventName}.example`;
  const contactId = await world.person({ email, name: 'Sam Storm' });
  const tag = `${eventName}-calm`;
  const waiting = waitForEvent('wait', `${name}.over`, 1);
  const automation = await world.automate(name, line(onEvent(`${name}.began`), [waiting, 'came'], addTag('tag', tag)));
  await sendUntilAccepted(drill, email, `${name}.began`);
  const run = await world.runOf(automation, contactId);
  let sent = 0;
  const caller = async () => {
    while (sent < load.storm) {
      const turn = sent++;
      if (turn % 1000 === 0) say(`  storm: ${turn} of ${load.storm} events`);
      await sendUntilAccepted(drill, email, `${name}.noise`, `${name}:${turn}`);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  await sendUntilAccepted(drill, email, `${name}.over`);
  const count = async (sql: string, values: readonly unknown[]) =>
    Number((await owner.query<{ n: string }>(sql, [...values])).rows[0]?.n);
  for (let seconds = 0; seconds < 180; seconds++) {
    if ((await count(`select count(*) as n from contact_tag c join tag t on t.id = c.tag_id where t.name = $1`, [tag])) > 0)
      break;
    await sleep(1_000);
  }
  const stored = await count(`select count(*) as n from event where contact_id = $1 and data->>'name' = $2`, [
    contactId,
    `${name}.noise`,
  ]);
  tally.compare('events of the storm', stored, load.storm);
  const tagged = await count(`select count(*) as n from event where contact_id = $1 and type = 'tag.added'`, [contactId]);
  tally.compare('the end of the storm', tagged, 1);
  return run.id;
}

/** People who agreed to marketing email withdraw while one is sent to them. */
export async function raceUnsubscribes(drill: Drill, owner: pg.Pool, count: number, tally: Tally): Promise<void> {
  const { world, random, say, eventName } = drill;
  const name = `${eventName}.offer`;
  const template = await world.admin.post<{ id: string }>('/api/admin/email-templates', { name });
  const mail = {
    id: 'mail',
    kind: 'sendEmail',
    config: { templateId: template.id, audience: 'contact', category: 'marketing' },
  };
  await world.automate(name, line(onEvent(name), mail, addTag('tag', `${eventName}-offered`)));
  const answered = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const email = `racer${i}@${eventName}.example`;
    const id = await world.person({ email, name: `Racer ${i}` });
    const consents = `/api/admin/contacts/${id}/marketing-consents`;
    await world.admin.post(consents, { decision: 'given', note: 'Signed the list at the door' });
    const sending = sendUntilAccepted(drill, email, name);
    await sleep(random() * 600);
    await world.admin.post(consents, { decision: 'withdrawn', note: 'Said so on the phone' });
    answered.set(email, Date.now());
    await sending;
  }
  const messages = await messagesOnceAllAre(owner, name, count);
  tally.compare('marketing emails that were sent or withheld', messages.length, count);
  const late = [];
  for (const { recipient, state, claimed_at } of messages) {
    const [arrived] = await world.inbox.to(recipient);
    const end = answered.get(recipient) ?? 0;
    const receivedAt = arrived ? Date.parse((arrived as { receivedAt?: string }).receivedAt ?? '') : Number.NaN;
    if ((state === 'sent' && claimed_at.getTime() > end) || receivedAt > end + onItsWayMs) late.push(recipient);
  }
  tally.compare('emails after a withdrawal', late.length, 0);
  const withheld = messages.filter(({ state }) => state === 'withheld').length;
  say(`  unsubscribes: ${count} races, ${withheld} emails were withheld`);
}

interface Message {
  readonly recipient: string;
  readonly state: string;
  readonly claimed_at: Date;
}

async function messagesOnceAllAre(owner: pg.Pool, name: string, count: number): Promise<Message[]> {
  for (let seconds = 0; ; seconds++) {
    const { rows } = await owner.query<Message>(
      `select m.recipient, m.state, e.claimed_at from email_message m
         join automation_run r on r.id = m.run_id join automation a on a.id = r.automation_id
         join effect e on e.key = m.effect_key and e.school_id = m.school_id
        where a.name = $1 and m.state in ('sent', 'withheld')`,
      [name],
    );
    if (rows.length >= count || seconds > 180) return rows;
    await sleep(1_000);
  }
}
