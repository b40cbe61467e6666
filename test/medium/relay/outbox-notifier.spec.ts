import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Tenancy } from '@perennial/db';
import { RelayNotifier } from '@perennial/relay';
import { EventLog, type Notifier, OutboxListener, OutboxNotifier } from '@perennial/services';
import { someTag } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { relayOver } from '../../support/relay.js';

let db: TestDatabase;
let school: string;
let notifications = 0;
let listener: OutboxListener;

beforeAll(async () => {
  db = await openDatabase('notifier');
  school = await db.school('kiln');
  const counter = {
    notify() {
      notifications += 1;
    },
  };
  listener = new OutboxListener(db.url, counter);
  listener.start();
  // It notifies when it begins to listen.
  await until(() => notifications > 0);
});
beforeEach(() => {
  notifications = 0;
});
afterAll(async () => {
  await listener.stop();
  await db.close();
});

async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; !what(); tries++) {
    if (tries > 500) throw new Error('it did not come to that');
    await sleep(10);
  }
}
const notifying = (notifier: Notifier = new OutboxNotifier(db.app)) => {
  const tenancy = new Tenancy(db.app);
  const events = new EventLog(tenancy, notifier);
  return {
    tenancy,
    tag: () =>
      events.record({ type: 'tag.added', contactId: null, occurredAt: new Date(), data: { tagId: someTag, tag: 'vip' } }),
  };
};

describe('an event', () => {
  it('is sent once it can be seen, and not before', async () => {
    const { tenancy, tag } = notifying();
    await tenancy.withSchool(school, async () => {
      await tag();
      await tag();
      await sleep(50);
      expect(notifications).toBe(0);
    });
    await until(() => notifications > 0);
    await sleep(50);
    // One notification for one commit, however many events.
    expect(notifications).toBe(1);
  });

  it('is not sent when the transaction is rolled back', async () => {
    const { tenancy, tag } = notifying();
    const work = tenancy.withSchool(school, async () => {
      await tag();
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await sleep(50);
    expect(notifications).toBe(0);
  });

  it('is not sent when no event was recorded', async () => {
    await notifying().tenancy.withSchool(school, async () => {});
    await sleep(50);
    expect(notifications).toBe(0);
  });

  it('is not held up by a notifier that is out of order', async () => {
    const { tenancy, tag } = notifying(new OutboxNotifier({ query: () => Promise.reject(new Error('away')) } as never));
    await expect(tenancy.withSchool(school, tag)).resolves.toEqual(expect.any(String));
  });
});

describe('many events at once', () => {
  it('are fewer times than there are', async () => {
    const { tenancy, tag } = notifying();
    await Promise.all(Array.from({ length: 40 }, () => tenancy.withSchool(school, tag)));
    await until(() => notifications > 0);
    await sleep(50);
    expect(notifications).toBeLessThan(40);
  });
});

describe('a listener whose connection breaks', () => {
  it('listens again, and rings for what it may have missed', async () => {
    await db.asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'outbox' and datname = $1`,
      [db.name],
    );
    await until(() => notifications > 0);
    notifications = 0;
    const { tenancy, tag } = notifying();
    await tenancy.withSchool(school, tag);
    await until(() => notifications > 0);
  });
});

describe('a relay', () => {
  it('delivers notified events long before the next poll', async () => {
    const notifier = new RelayNotifier();
    const { tenancy, tag } = notifying(notifier);
    const relay = relayOver(db.relay, { notifier, poll: 60_000 });
    const left = () => db.asOwner('select 1 from outbox');
    relay.start();
    for (let tries = 0; (await left()).length > 0; tries++) {
      if (tries > 200) throw new Error('the relay did not begin');
      await sleep(10);
    }
    const since = performance.now();
    await tenancy.withSchool(school, tag);
    while ((await left()).length > 0 && performance.now() - since < 20_000) await sleep(10);
    expect(performance.now() - since).toBeLessThan(20_000);
    const stopped = performance.now();
    await relay.stop();
    expect(performance.now() - stopped).toBeLessThan(20_000);
  });
});
