import { describe, expect, it } from '@jest/globals';
import { type WorkflowName, workflows } from '@perennial/contracts';
import { type EventType, eventsThatWake, eventTypes, wokenBy } from '@perennial/domain/events';
import type { EntityManager } from 'typeorm';
import { type AnyRouter, isBatchRouter } from '../router.js';
import { AutomationMatcher } from './automations.js';
import { declaredStarts } from './declared-starts.js';
import { featureRouters } from './index.js';
import { SegmentRouter } from './segments.js';

const routers = featureRouters(new SegmentRouter(() => new Date()), new AutomationMatcher(() => new Date()));

const event = { id: 'event', contactId: 'contact', occurredAt: new Date(), causationId: null, depth: 0, requestId: null };
const callsAfter = async (name: WorkflowName, type: EventType, data: Record<string, unknown>) => {
  const router = declaredStarts.find((each) => each.name === name);
  expect(router?.events).toContain(type);
  const entry = {
    seq: '1',
    lane: 0,
    schoolId: 'school',
    calls: null,
    cursor: null,
    triggerGeneration: 0,
    after: null,
    event: { ...event, type, data },
  };
  return (await router?.route({} as EntityManager, entry))?.calls;
};

describe('a workflow that declares what starts it', () => {
  it.each([
    ['contactImport', 'contacts.import_requested', { importId: 'i' }, { schoolId: 'school', importId: 'i' }],
    ['moveRuns', 'runs.move_requested', { moveId: 'm' }, { schoolId: 'school', moveId: 'm' }],
    ['testClock', 'clock.advance_requested', { clockId: 'c' }, { schoolId: 'school', clockId: 'c' }],
    ['reconcile', 'stripe.connected', {}, { schoolId: 'school' }],
    [
      'systemMail',
      'sign_in.link_requested',
      {},
      { schoolId: 'school', eventId: 'event', contactId: 'contact', eventType: 'sign_in.link_requested' },
    ],
  ] as const)('%s starts with the input that follows from %s', async (workflow, type, data, input) => {
    expect(await callsAfter(workflow, type, data)).toEqual([{ operation: 'start', workflow, input }]);
  });

  it('does not start without the ID that its input needs', async () => {
    expect(await callsAfter('contactImport', 'contacts.import_requested', {})).toEqual([]);
  });
});

/** A batch router reads its events from the batch. */
const reactsTo = (router: AnyRouter, type: EventType): boolean =>
  isBatchRouter(router)
    ? router.name === 'certificates' && eventsThatWake('certificate').includes(type)
    : router.events.includes(type);

describe('the routers of the features', () => {
  it('have names of their own: an entry that continues is stored with one', () => {
    const names = routers.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(eventTypes.filter((type) => wokenBy(type).length > 0))('wake all that %s names', (type) => {
    const woken = routers.filter((router) => reactsTo(router, type));
    expect(woken).toHaveLength(wokenBy(type).length);
  });

  it.each(Object.keys(workflows) as WorkflowName[])('one of them starts the work of a stuck %s again', (name) => {
    expect(routers.filter(({ restarts }) => restarts?.[name])).toHaveLength(1);
  });
});
