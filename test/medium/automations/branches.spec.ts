import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventNamed, startedBy, Walks } from '../../support/walks.js';

let walks: Walks;
beforeAll(async () => {
  walks = await Walks.open('branches');
});
afterAll(() => walks.close());

const edge = (source: string, port: string, target: string) => ({ source, port, target });
const end = (id: string) => ({ id, kind: 'exit', config: {} });
const tagged = (tag: string) => ({ match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: tag }] });

describe('a step with several branches', () => {
  const total = { match: 'all', tests: [{ field: 'event.properties.total', operator: 'atLeast', value: 100 }] };
  const graph = {
    nodes: [
      startedBy('sorted'),
      {
        id: 'sort',
        kind: 'branch',
        config: {
          paths: [
            { port: 'vip', label: 'VIP', condition: tagged('vip') },
            { port: 'large', label: 'Large order', condition: total },
            { port: 'new', label: '', condition: { match: 'any', tests: [...tagged('new').tests, ...tagged('trial').tests] } },
          ],
        },
      },
      ...['vip', 'large', 'new', 'rest'].map(end),
    ],
    edges: [
      edge('start', 'next', 'sort'),
      ...['vip', 'large', 'new'].map((port) => edge('sort', port, port)),
      edge('sort', 'otherwise', 'rest'),
    ],
  };

  it('takes the first branch whose conditions are met, with what the database knows of the person', async () => {
    await walks.publish(graph, 'Sorted');
    const walk = async (total_: number, ...tags: string[]) => {
      const contactId = await walks.person();
      for (const tag of tags) await walks.tag(contactId, tag);
      const runId = await walks.enter(contactId, 'sorted', { total: total_ });
      expect((await walks.advance(runId)).kind).toBe('finish');
      return walks.path(runId);
    };
    expect(await walk(500, 'vip', 'new')).toBe('start:next sort:vip vip:');
    expect(await walk(500, 'new')).toBe('start:next sort:large large:');
    expect(await walk(1, 'trial')).toBe('start:next sort:new new:');
    expect(await walk(1)).toBe('start:next sort:otherwise rest:');
  });
});

describe('a random split', () => {
  const split = (id: string, ...shares: number[]) => ({
    id,
    kind: 'split',
    config: { paths: shares.map((share, index) => ({ port: 'abcde'[index], label: '', share })) },
  });

  it('sends a person who enters again along the same path, and different people along all of them', async () => {
    const graph = {
      nodes: [startedBy('drawn'), split('draw', 40, 30, 30), ...['a', 'b', 'c'].map(end)],
      edges: [edge('start', 'next', 'draw'), ...['a', 'b', 'c'].map((port) => edge('draw', port, port))],
    };
    await walks.publish(graph, 'Drawn');
    const seen = new Set<string>();
    for (let index = 0; index < 16; index++) {
      const contactId = await walks.person();
      const paths: string[] = [];
      for (const _ of [1, 2]) {
        const runId = await walks.enter(contactId, 'drawn');
        await walks.advance(runId);
        paths.push(await walks.path(runId));
      }
      expect(paths[0]).toBe(paths[1]);
      seen.add(paths[0] ?? '');
    }
    // The chance that 16 people miss one of the paths is below one percent, and person IDs differ in each run of the test.
    expect(seen.size).toBeGreaterThanOrEqual(2);
  });
});

describe('a wait for a date that has passed', () => {
  const graph = {
    nodes: [
      startedBy('dated'),
      {
        id: 'wait',
        kind: 'waitUntil',
        config: { until: 'date', date: '2027-03-10', time: '09:00', zone: 'person', past: 'branch' },
      },
      end('reached'),
      end('late'),
    ],
    edges: [edge('start', 'next', 'wait'), edge('wait', 'next', 'reached'), edge('wait', 'past', 'late')],
  };

  it('takes its own branch, and a date in the person’s future is waited for', async () => {
    await walks.publish(graph, 'Dated');
    const before = walks.now;
    // In March, Auckland is 13 hours ahead of UTC, and Berlin one.
    const early = await walks.enter(await walks.person('Pacific/Auckland'), 'dated');
    expect(await walks.advance(early)).toMatchObject({ kind: 'wait', at: '2027-03-09T20:00:00.000Z' });
    walks.now = new Date('2027-03-09T21:00:00Z');
    const late = await walks.enter(await walks.person('Pacific/Auckland'), 'dated');
    expect((await walks.advance(late)).kind).toBe('finish');
    expect(await walks.path(late)).toBe('start:next wait:past late:');
    const waiting = await walks.enter(await walks.person('Europe/Berlin'), 'dated');
    expect(await walks.advance(waiting)).toMatchObject({ kind: 'wait', at: '2027-03-10T08:00:00.000Z' });
    expect((await walks.advance(early)).kind).toBe('finish');
    expect(await walks.path(early)).toBe('start:next wait:next reached:');
    walks.now = before;
  });
});

describe('a step that goes back', () => {
  const loop = (name: string, wait: object) => ({
    nodes: [
      startedBy(name),
      { id: 'wait', ...wait },
      { id: 'note', kind: 'addNote', config: { text: 'Reminded.' } },
      { id: 'again', kind: 'goBack', config: { target: 'wait', times: 2 } },
      end('end'),
    ],
    edges: [
      edge('start', 'next', 'wait'),
      edge('wait', 'next', 'note'),
      edge('wait', 'asked', 'note'),
      edge('wait', 'timeout', 'end'),
      edge('note', 'next', 'again'),
      edge('again', 'next', 'end'),
    ],
  });

  it('repeats the steps as often as it may, each with its own effect, and then continues', async () => {
    const graph = loop('looped', { kind: 'waitDuration', config: { amount: 1, unit: 'hours' } });
    await walks.publish({ ...graph, edges: graph.edges.filter(({ port }) => port === 'next') }, 'Looped');
    const before = walks.now;
    const contactId = await walks.person();
    const runId = await walks.enter(contactId, 'looped');
    for (let lap = 0; lap < 3; lap++) {
      expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', nodeId: 'wait' });
      walks.now = new Date(walks.now.getTime() + 3_600_000);
    }
    expect((await walks.advance(runId)).kind).toBe('finish');
    walks.now = before;
    const lap = 'wait:next note:next again:';
    expect(await walks.path(runId)).toBe(`start:next ${lap} ${lap} ${lap}next end:`);
    const notes = await walks.db.asOwner(`select 1 from event where contact_id = $1 and type = 'note.added'`, [contactId]);
    expect(notes).toHaveLength(3);
  });

  it('waits for a new event: the one that ended the wait before does not end it again', async () => {
    const paths = [{ port: 'asked', eventType: 'custom.event', filters: eventNamed('asked'), label: 'asked', sameRecord: false }];
    const graph = loop('listened', {
      kind: 'waitForEvent',
      config: { paths, timeoutAmount: 1, timeoutUnit: 'days', lookBackMinutes: 60 },
    });
    await walks.publish(
      { ...graph, edges: graph.edges.filter(({ source, port }) => source !== 'wait' || port !== 'next') },
      'Listened',
    );
    const contactId = await walks.person();
    const runId = await walks.enter(contactId, 'listened');
    expect((await walks.advance(runId)).kind).toBe('wait');
    await walks.event(contactId, 'asked');
    expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', nodeId: 'wait' });
    expect(await walks.path(runId)).toBe('start:next wait:asked note:next again: wait:');
    const before = walks.now;
    walks.now = new Date(walks.now.getTime() + 60_000);
    await walks.event(contactId, 'asked');
    expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', nodeId: 'wait' });
    expect((await walks.path(runId)).match(/wait:asked/g)).toHaveLength(2);
    walks.now = before;
  });
});

describe('a goal after which a journey continues', () => {
  it('sends the person to its step from wherever they are, once', async () => {
    const goal = { eventType: 'custom.event', filters: eventNamed('bought'), sameRecord: false };
    const wait = (id: string) => ({ id, kind: 'waitDuration', config: { amount: 7, unit: 'days' } });
    const graph = {
      nodes: [startedBy('nurtured'), wait('nurture'), end('silent'), wait('thank'), end('thanked')],
      edges: [edge('start', 'next', 'nurture'), edge('nurture', 'next', 'silent'), edge('thank', 'next', 'thanked')],
      goal,
      goalStep: 'thank',
    };
    await walks.publish(graph, 'Nurtured');
    const contactId = await walks.person();
    const runId = await walks.enter(contactId, 'nurtured');
    expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', nodeId: 'nurture' });
    await walks.event(contactId, 'bought');
    expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', nodeId: 'thank' });
    await walks.event(contactId, 'bought');
    expect(await walks.advance(runId)).toMatchObject({ kind: 'wait', nodeId: 'thank' });
    expect(await walks.path(runId)).toBe('start:next nurture: thank:');
  });
});

describe('a wait for one of several events', () => {
  const path = (port: string, name: string, more: object = {}) => ({
    port,
    eventType: 'custom.event',
    filters: eventNamed(name),
    label: name,
    sameRecord: false,
    ...more,
  });
  const graph = {
    nodes: [
      startedBy('ordered'),
      {
        id: 'wait',
        kind: 'waitForEvent',
        config: {
          paths: [
            path('paid', 'paid', { sameProperty: 'orderId' }),
            path('cancelled', 'cancelled', { sameProperty: 'orderId' }),
            path('asked', 'asked a question'),
          ],
          timeoutAmount: 2,
          timeoutUnit: 'days',
          lookBackMinutes: 5,
        },
      },
      ...['paid', 'cancelled', 'asked', 'silent'].map(end),
    ],
    edges: [
      edge('start', 'next', 'wait'),
      ...['paid', 'cancelled', 'asked'].map((port) => edge('wait', port, port)),
      edge('wait', 'timeout', 'silent'),
    ],
  };
  const order = async (orderId: string) => {
    const contactId = await walks.person();
    return { contactId, runId: await walks.enter(contactId, 'ordered', { orderId }) };
  };

  it('takes the branch of the first that is about the same order, has one wait row, and looks back', async () => {
    await walks.publish(graph, 'Ordered');
    const { contactId, runId } = await order('A1');
    await walks.advance(runId);
    const rows = await walks.db.asOwner('select 1 from wait where owner_id = $1', [runId]);
    expect(rows).toHaveLength(1);
    await walks.event(contactId, 'paid', { orderId: 'B2' });
    expect((await walks.advance(runId)).kind).toBe('wait');
    await walks.event(contactId, 'cancelled', { orderId: 'A1' });
    await walks.event(contactId, 'paid', { orderId: 'A1' });
    expect((await walks.advance(runId)).kind).toBe('finish');
    expect(await walks.path(runId)).toContain('wait:cancelled');

    const early = await order('C3');
    await walks.event(early.contactId, 'asked a question');
    expect((await walks.advance(early.runId)).kind).toBe('finish');
    expect(await walks.path(early.runId)).toContain('wait:asked');
  });
});
