import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createExternalEffectActivities,
  type Mailer,
  MailSender,
  Outbound,
  PublicAddresses,
  UrlCalls,
} from '@perennial/activities';
import { Staff } from '@perennial/db';
import { CallSecrets, SecretBox } from '@perennial/stripe';
import { line } from '../../support/automation.js';
import { servicesOf } from '../../support/services.js';
import { startedBy, Walks } from '../../support/walks.js';

let walks: Walks;
const outbound = new Outbound([]);
const sent: Parameters<Mailer['send']>[0][] = [];
let deliver: () => Promise<void>;

beforeAll(async () => {
  walks = await Walks.open('staff_steps');
  await walks.inSchool(async () => {
    for (const role of ['owner', 'admin', 'support'] as const)
      await walks.db.tenancy.repo(Staff).insert({ email: `${role}@kiln.example`, name: role, role, passwordHash: 'x' });
  });
});
afterAll(async () => {
  await outbound.close();
  await walks.close();
});
beforeEach(() => {
  sent.length = 0;
  deliver = async () => {};
});

function activities() {
  const secret = Buffer.alloc(32).toString('base64');
  const box = new SecretBox(secret);
  const services = servicesOf(walks.db, box);
  const mailer: Mailer = {
    async send(mail) {
      await deliver();
      sent.push(mail);
    },
    close() {},
  };
  const mail = new MailSender(services, mailer, new PublicAddresses('http://admin', 'http://{slug}.localhost', secret));
  return createExternalEffectActivities(services, mail, new UrlCalls(services, outbound, new CallSecrets(walks.db.tenancy, box)));
}
const recipients = () => sent.map(({ to }) => to.address).sort();
let names = 0;

/** A new person at a step that notifies staff. */
async function atNotice(role: string, message = 'Please call them.') {
  const name = `noticed ${names++}`;
  const notice = { id: 'tell', kind: 'notifyStaff', config: { role, subject: 'About {{ event.properties.order }}', message } };
  await walks.publish(line(startedBy(name), notice, { id: 'end', kind: 'exit' }), name);
  const contactId = await walks.person();
  const runId = await walks.enter(contactId, name, { order: 'A-17' });
  expect(await walks.advance(runId)).toMatchObject({ kind: 'act', effect: 'notifyStaff' });
  return { contactId, runId, send: () => activities().notifyStaff({ schoolId: walks.school, runId }) };
}

describe('a notice to staff', () => {
  it.each([
    ['everyone', ['admin@kiln.example', 'owner@kiln.example', 'support@kiln.example']],
    ['owner', ['owner@kiln.example']],
    ['admin', ['admin@kiln.example']],
    ['support', ['support@kiln.example']],
  ])('for %s goes to those with the role, with the person and the values of the event', async (role, expected) => {
    const { contactId, runId, send } = await atNotice(role, 'Ring <them> about {{ event.properties.order }}.');
    await send();
    expect(recipients()).toEqual(expected);
    expect(sent[0]?.subject).toBe('About A-17');
    expect(sent[0]?.html).toContain('Ring &lt;them&gt; about A-17.');
    expect(sent[0]?.html).toContain(`http://admin/contacts/${contactId}`);
    expect((await walks.advance(runId)).kind).toBe('finish');
  });

  it('is sent once, however often the activity is repeated', async () => {
    const { send } = await atNotice('owner');
    await send();
    await send();
    expect(recipients()).toEqual(['owner@kiln.example']);
  });

  it('goes to the owners if no one has the role', async () => {
    await walks.inSchool(() => walks.db.tenancy.repo(Staff).update({ role: 'support' }, { role: 'admin' }));
    const { send } = await atNotice('support');
    await send();
    expect(recipients()).toEqual(['owner@kiln.example']);
  });

  it('never goes to the staff of another school', async () => {
    const other = await walks.db.school('other');
    await walks.db.tenancy.withSchool(other, () =>
      walks.db.tenancy.repo(Staff).insert({ email: 'owner@other.example', name: 'Other', role: 'owner', passwordHash: 'x' }),
    );
    const { send } = await atNotice('everyone');
    await send();
    expect(recipients()).not.toContain('owner@other.example');
    expect(recipients()).toContain('owner@kiln.example');
  });
});

describe('a note', () => {
  const notes = (contactId: string) =>
    walks.db.asOwner<{ text: string; run_id: string }>(
      `select data->>'text' as text, run_id from event where contact_id = $1 and type = 'note.added' order by id`,
      [contactId],
    );

  it('is recorded once in the timeline of the person, with the values of the event', async () => {
    const note = { id: 'note', kind: 'addNote', config: { text: 'Asked about {{ event.properties.order }}.' } };
    await walks.publish(line(startedBy('noted'), note), 'Noted');
    const contactId = await walks.person();
    const runId = await walks.enter(contactId, 'noted', { order: 'B-2' });
    const input = { schoolId: walks.school, runId, expectedRevision: 0 };
    expect((await walks.advance(runId)).kind).toBe('finish');
    expect(await walks.again(input)).toMatchObject({ kind: 'finish' });
    expect(await notes(contactId)).toEqual([{ text: 'Asked about B-2.', run_id: runId }]);
  });
});
