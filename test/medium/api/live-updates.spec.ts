import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventCatalogue } from '@perennial/domain/events';
import { EventLog } from '@perennial/services';
import { until } from '../../support/until.js';
import { type Learner, learner, newCourse } from '../learning/learners.js';
import { EventStream } from './event-stream.js';
import { Fixture, type Visitor } from './support.js';

// Real: API and Postgres, whose notifications carry the changes.
let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
let ana: Learner;
let ben: Learner;
let cleo: Learner;
const open: EventStream[] = [];

beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
  const course = await newCourse(owner, [{ title: 'M', lessons: [{ title: 'A' }] }]);
  const now = new Date();
  ana = await learner(fixture, 'kiln', [course.id], now);
  ben = await learner(fixture, 'kiln', [course.id], now);
  cleo = await learner(fixture, 'kiln', [course.id], now);
}, 90_000);
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});
afterAll(() => fixture.close());

async function stream(visitor: Visitor, host: string, port = fixture.port, after: string | null = null): Promise<EventStream> {
  const made = new EventStream(port, visitor, host, { after });
  open.push(made);
  return made.opened();
}

const eventLog = () => fixture.app.get(EventLog, { strict: false });

// In the open scope: a person gets no more news, starts a course.
const unsubscribe = (contactId: string) =>
  eventLog().record({ type: 'contact.unsubscribed', contactId, data: { source: 'staff' }, occurredAt: new Date() });
const start = (contactId: string) =>
  eventLog().record({ type: 'course.started', contactId, data: eventCatalogue['course.started'].sample, occurredAt: new Date() });

const happens = (contactId: string) => fixture.tenancy.withSchool(fixture.kiln, () => unsubscribe(contactId));

describe('the channel of a school', () => {
  it('names what changed to its own staff, and to no other school', async () => {
    const own = await stream(owner, 'admin');
    const other = await stream(stranger, 'admin');
    expect(own.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
    });
    expect(own.headers['x-accel-buffering']).toBe('no');
    expect(own.retry).toBe('2000');
    const before = other.topics.length;
    await happens(ana.id);
    await own.hears('contacts', ana.id);
    await sleep(300);
    expect(other.topics).toHaveLength(before);
    expect(JSON.stringify(other.topics)).not.toContain(ana.id);
  });

  it('tells a member of themselves, and never of another member', async () => {
    const own = await stream(ana, 'kiln');
    const other = await stream(ben, 'kiln');
    await happens(ana.id);
    await own.hears('me');
    await sleep(300);
    expect(other.heard('me')).toBe(false);
    expect(JSON.stringify([own.topics, other.topics])).not.toContain('contacts');
  });

  it('forwards a change without an event, such as the progress of an import', async () => {
    const own = await stream(owner, 'admin');
    const other = await stream(stranger, 'admin');
    const before = other.topics.length;
    await fixture.tenancy.withSchool(fixture.kiln, async () =>
      eventLog().announce({ admin: [{ key: 'contact-imports', id: 'one' }] }),
    );
    await own.hears('contact-imports', 'one');
    await sleep(200);
    expect(other.topics).toHaveLength(before);
  });

  it('names what staff write, by the id of the record, and to their own school only', async () => {
    const automation = await owner.send('POST', '/api/admin/automations', { name: 'Trial rescue', template: 'trial-rescue' });
    const { body: mail } = await owner.send('POST', '/api/admin/email-templates', { name: 'Hello' });
    const { body: product } = await owner.send('POST', '/api/admin/products', { kind: 'download', title: 'Glazes' });
    const { body: school } = await owner.get('/api/admin/me');
    const own = await stream(owner, 'admin');
    const other = await stream(stranger, 'admin');
    const [before, otherBefore] = [own.topics.length, other.topics.length];
    const { id, draft, draftRevision } = automation.body;
    const preview = await owner.send('POST', `/api/admin/email-templates/${mail.id}/preview`, {
      template: mail.template,
      eventType: 'contact.signed_up',
    });
    const refused = await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph: draft, revision: draftRevision + 7 });
    expect([preview.status, refused.status]).toEqual([200, 409]);
    await sleep(700);
    // A preview changes nothing, and neither does what was refused.
    // What was created above may be announced late, but without an id.
    expect(own.topics.slice(before).filter((topic) => topic.id !== undefined)).toEqual([]);
    await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph: draft, revision: draftRevision });
    await own.hears('automation-drafts', id);
    await owner.send('PATCH', `/api/admin/products/${product.id}`, { title: 'Glazes for beginners' });
    await own.hears('products', product.id);
    own.topics.length = 0;
    await owner.send('PATCH', '/api/admin/school', { name: school.school.name });
    await own.hears('school');
    await sleep(300);
    expect(other.topics).toHaveLength(otherBefore);
  });

  it('tells nobody of what was rolled back', async () => {
    const own = await stream(owner, 'admin');
    const undone = fixture.tenancy.withSchool(fixture.kiln, async () => {
      await unsubscribe(ben.id);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await happens(ana.id);
    await own.hears('contacts', ana.id);
    expect(own.heard('contacts', ben.id)).toBe(false);
  });

  it('gives a role no topics that it may not read', async () => {
    await fixture.rows(fixture.kiln, `update staff set role = 'support'`);
    try {
      const own = await stream(owner, 'admin');
      expect(own.heard('contact-imports') || own.heard('api-keys')).toBe(false);
      expect(own.heard('runs')).toBe(true);
    } finally {
      await fixture.rows(fixture.kiln, `update staff set role = 'owner'`);
    }
  });

  it('is closed to visitors, on the wrong host, and to another school’s members', async () => {
    const statuses = [
      await stream(fixture.visitor('admin'), 'admin'),
      await stream(fixture.visitor('kiln'), 'kiln'),
      await stream(owner, 'kiln'),
      await stream(ana, 'bread'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 401, 401, 401]);
  });
});

describe('a reader that was away', () => {
  it('resumes after its last message on another process, and loses nothing', async () => {
    const before = await fixture.another();
    const dora = await learner(fixture, 'kiln', [], new Date());
    const first = await stream(dora, 'kiln', before.port);
    const closed = before.close();
    await first.hasEnded();
    await closed;
    expect(first.heard('me')).toBe(false);
    await happens(dora.id);
    const after = await fixture.another();
    try {
      const second = await stream(dora, 'kiln', after.port, first.lastId);
      expect(second.heard('me')).toBe(true);
      // What is not kept is read again, whatever it was.
      expect(second.heard('certificates')).toBe(true);
      const other = await stream(cleo, 'kiln', after.port, first.lastId);
      expect(other.heard('me')).toBe(false);
    } finally {
      await after.close();
    }
  }, 30_000);

  it('receives an event that was committed after one with a later ID', async () => {
    const own = await stream(cleo, 'kiln');
    const started = own.lastId;
    let written = () => {};
    let commit = () => {};
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const mayCommit = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const slow = fixture.tenancy.withSchool(fixture.kiln, async () => {
      await unsubscribe(cleo.id);
      written();
      await mayCommit;
    });
    await isWritten;
    await fixture.tenancy.withSchool(fixture.kiln, () => start(cleo.id));
    await until(() => own.lastId !== started);
    expect(own.heard('me')).toBe(false);
    own.close();
    commit();
    await slow;
    const resumed = await stream(cleo, 'kiln', fixture.port, own.lastId);
    expect(resumed.heard('me')).toBe(true);
  });

  it('is told to reload everything after a long disconnection', async () => {
    const long = await stream(owner, 'admin', fixture.port, '01920000-0000-7000-8000-000000000001');
    expect(long.heard('*')).toBe(true);
  });
});

describe('a stream ends', () => {
  it('at sign-out, and with it those of the same session only', async () => {
    const visitor = await fixture.owner('kiln');
    const own = await stream(visitor, 'admin');
    const other = await stream(owner, 'admin');
    await visitor.send('DELETE', '/api/admin/session');
    await own.hasEnded();
    await sleep(100);
    expect(other.ended).toBe(false);
  });

  it('for a member who signs out', async () => {
    const own = await stream(ben, 'kiln');
    await ben.send('DELETE', '/api/portal/session');
    await own.hasEnded();
  });

  it('is refused where a session has as many as it may', async () => {
    const visitor = await fixture.owner('kiln');
    for (let tab = 0; tab < 8; tab++) expect((await stream(visitor, 'admin')).status).toBe(200);
    expect((await stream(visitor, 'admin')).status).toBe(429);
    open.pop();
    open.pop()?.close();
    await sleep(100);
    expect((await stream(visitor, 'admin')).status).toBe(200);
  });
});
