import { describe, expect, it } from '@jest/globals';
import type { Facts } from '../conditions/index.js';
import { type Cursor, forgetChanged, type Graph, GraphInvariantError, holdEmail, plan, resume, start } from './index.js';

const templateId = '01920000-0000-7000-8000-000000000009';
const now = '2027-01-20T10:00:00.000Z';
const facts: Facts = {
  schoolTimezone: 'Europe/Berlin',
  event: {
    id: 'e1',
    type: 'trial.ending',
    occurredAt: now,
    data: { membershipId: 'm1', trialEndsAt: '2027-01-23T10:00:00Z', hasCard: false },
  },
};
const graph: Graph = {
  schemaVersion: 1,
  nodes: [
    { id: 'start', kind: 'trigger', config: { eventType: 'trial.ending' } },
    { id: 'mail', kind: 'sendEmail', config: { templateId } },
    {
      id: 'wait',
      kind: 'waitForEvent',
      config: { paths: [{ port: 'paid', eventType: 'payment.succeeded' }], timeoutAmount: 7, timeoutUnit: 'days' },
    },
    { id: 'call', kind: 'callUrl', config: { url: 'https://example.com/x' } },
    { id: 'ask', kind: 'ifElse', config: { condition: { tests: [{ field: 'node.call.status', operator: 'is', value: 200 }] } } },
    { id: 'tag', kind: 'addTag', config: { tag: 'vip' } },
  ],
  edges: [
    { source: 'start', port: 'next', target: 'mail' },
    { source: 'mail', port: 'next', target: 'wait' },
    { source: 'wait', port: 'paid', target: 'call' },
    { source: 'call', port: 'next', target: 'ask' },
    { source: 'ask', port: 'yes', target: 'tag' },
  ],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
};
const at = (nodeId: string, more: Partial<Cursor> = {}): Cursor => ({ nodeId, visit: 3, phase: 'enter', ...more });
const known: Facts = {
  ...facts,
  contact: { name: null, email: null, timezone: 'Asia/Tokyo', tags: [], clockId: null, createdAt: now },
};

describe('planning', () => {
  it('starts at a trigger and passes it', () => {
    const cursor = start(graph, 'start', now);
    expect(plan(graph, cursor, now, facts)).toMatchObject({
      kind: 'pass',
      evidence: { nodeId: 'start', visit: 1, port: 'next', reason: 'Started by “Trial ending”.' },
      next: { nodeId: 'mail', visit: 2, phase: 'enter' },
    });
  });

  it('the key of an effect names its node and visit, and planning it again gives the same key', () => {
    const first = plan(graph, at('mail'), now, facts);
    expect(first).toMatchObject({
      kind: 'act',
      effect: { kind: 'sendEmail', scope: 'external', key: 'mail:3' },
      next: { phase: 'acting' },
    });
    if (first.kind !== 'act') throw new Error('not an act');
    expect(plan(graph, first.next, '2027-01-20T11:00:00.000Z', facts)).toEqual(first);
  });

  it('requests the missing facts and no others', () => {
    expect(plan(graph, at('wait'), now, facts)).toEqual({ kind: 'load', facts: ['contact'] });
    expect(plan(graph, at('wait'), now, known).kind).toBe('waitFor');
  });

  it('a wait for an event ends on the person’s calendar, looks back, and is about the same membership', () => {
    expect(plan(graph, at('wait'), now, known)).toMatchObject({
      kind: 'waitFor',
      events: [{ port: 'paid', eventType: 'payment.succeeded', same: { membershipId: 'm1' } }],
      until: '2027-01-27T10:00:00.000Z',
      lookBackFrom: '2027-01-20T09:55:00.000Z',
      next: { phase: 'waiting', waitUntil: '2027-01-27T10:00:00.000Z' },
    });
  });

  it('a wait that is planned again keeps its instant, even after the person moved to another zone', () => {
    const first = plan(graph, at('wait'), now, known);
    if (first.kind !== 'waitFor') throw new Error('not a wait');
    const moved: Facts = { ...known, contact: { ...known.contact!, timezone: 'America/New_York' } };
    expect(plan(graph, first.next, '2027-01-22T10:00:00.000Z', moved)).toMatchObject({
      kind: 'waitFor',
      until: first.until,
      lookBackFrom: first.lookBackFrom,
    });
    expect(plan(graph, first.next, first.until, moved)).toMatchObject({ kind: 'pass', evidence: { port: 'timeout' } });
  });

  it('a held email is an email again whenever it is planned, under the same key, also when its time has come', () => {
    const first = plan(graph, at('mail'), now, facts);
    if (first.kind !== 'act') throw new Error(first.kind);
    const held = holdEmail(first, '2027-01-20T12:00:00.000Z');
    expect(held).toMatchObject({ phase: 'waiting', enteredAt: now, waitUntil: '2027-01-20T12:00:00.000Z' });
    for (const later of ['2027-01-20T11:00:00.000Z', '2027-01-20T13:00:00.000Z'])
      expect(plan(graph, held, later, facts)).toEqual(first);
    expect(resume(graph, held, { kind: 'exit', reason: 'Left.' }).cursor).toMatchObject({ phase: 'ended', ending: 'exited' });
  });

  it('a port without an edge ends the run', () => {
    const { cursor, evidence } = resume(graph, at('wait', { phase: 'waiting', waitUntil: now, enteredAt: now }), {
      kind: 'timer',
    });
    expect(evidence).toMatchObject({ port: 'timeout', reason: 'None of the events happened in time.' });
    expect(plan(graph, cursor, now, facts)).toEqual({ kind: 'finish', reason: 'completed' });
  });

  it('an event continues at its own port', () => {
    const waiting = at('wait', { phase: 'waiting', waitUntil: now, enteredAt: now });
    expect(resume(graph, waiting, { kind: 'event', port: 'paid', eventId: 'e2' }).cursor).toMatchObject({
      nodeId: 'call',
      visit: 4,
    });
  });

  it('results of a call decide later steps, with their value as evidence', () => {
    const { cursor } = resume(graph, at('call', { phase: 'acting' }), {
      kind: 'effect',
      ok: true,
      outputs: { status: 200, body: 'x'.repeat(9000), deep: {} },
    });
    expect(JSON.stringify(cursor).length).toBeLessThan(1200);
    expect(plan(graph, cursor, now, facts)).toMatchObject({
      kind: 'pass',
      evidence: { port: 'yes', values: [{ field: 'node.call.status', actual: 200, matched: true }] },
    });
  });

  it('after a change to the person, the changed facts are loaded again', () => {
    expect(forgetChanged({ ...known, access: [] }, { kind: 'addTag', scope: 'own', tag: 'x' })).toEqual({
      ...facts,
      access: [],
    });
    expect(forgetChanged({ ...known, access: [] }, { kind: 'revokeAccess', scope: 'own', productId: 'x' })).toEqual(known);
    expect(forgetChanged(known, { kind: 'requestCertificate', scope: 'own', courseId: 'x' })).toEqual(known);
  });

  it('a failed effect parks the run; retry, skip and routing continue from there', () => {
    const acting = at('call', { phase: 'acting', enteredAt: now });
    const parked = resume(graph, acting, { kind: 'effect', ok: false, code: 'http_500' });
    expect(parked).toMatchObject({ kind: 'parked', cursor: acting });
    expect(plan(graph, parked.cursor, now, facts)).toMatchObject({ kind: 'act', effect: { key: 'call:3' } });
    expect(resume(graph, acting, { kind: 'skip' }).cursor).toMatchObject({ nodeId: 'ask', visit: 4, phase: 'enter' });
    expect(resume(graph, acting, { kind: 'route', nodeId: 'tag' }).cursor).toMatchObject({ nodeId: 'tag', visit: 4 });
  });

  it('a run that reaches its goal continues at the step of the graph, and remembers that it did', () => {
    const waiting = at('wait', { phase: 'waiting', waitUntil: now, enteredAt: now });
    const goal = { kind: 'goal', reason: 'bought' } as const;
    const { cursor, evidence } = resume({ ...graph, goalStep: 'tag' }, waiting, goal);
    expect(cursor).toEqual({ nodeId: 'tag', visit: 4, phase: 'enter', goalReached: true });
    expect(evidence).toMatchObject({ nodeId: 'wait', port: null, reason: 'bought' });
    expect(resume({ ...graph, goalStep: 'gone' }, waiting, goal).cursor).toMatchObject({ phase: 'ended', ending: 'goal' });
  });

  it('a skipped step whose main branch was removed continues at its first branch', () => {
    const paths = [
      { port: 'x', share: 40 },
      { port: 'y', share: 60 },
    ];
    const splitting: Graph = {
      ...graph,
      nodes: [...graph.nodes, { id: 'split', kind: 'split', config: { paths } }],
      edges: [...graph.edges, { source: 'split', port: 'x', target: 'tag' }],
    };
    expect(resume(splitting, at('split'), { kind: 'skip' })).toMatchObject({
      evidence: { port: 'x' },
      cursor: { nodeId: 'tag' },
    });
  });

  it.each([
    ['exit', 'exited'],
    ['goal', 'goal'],
  ] as const)('leaving by %s works wherever the person stands', (kind, reason) => {
    const { cursor } = resume(graph, at('wait', { phase: 'waiting', waitUntil: now, enteredAt: now }), {
      kind,
      reason: 'bought',
    });
    expect(plan(graph, cursor, now, facts)).toEqual({ kind: 'finish', reason });
  });

  it.each<[string, () => unknown]>([
    ['a node that is not in the graph', () => plan(graph, at('gone'), now, facts)],
    [
      'settings that the schema refuses',
      () => plan({ ...graph, nodes: [{ id: 'x', kind: 'sendEmail', config: {} }] }, at('x'), now, facts),
    ],
    [
      'an event for a port that does not exist',
      () => resume(graph, at('wait', { phase: 'waiting', waitUntil: now }), { kind: 'event', port: 'x', eventId: 'e' }),
    ],
    ['a timer for a run that does not wait', () => resume(graph, at('mail'), { kind: 'timer' })],
    ['a result for an effect that was not handed out', () => resume(graph, at('mail'), { kind: 'effect', ok: true })],
    [
      'an outcome for a run that is over',
      () => resume(graph, at('mail', { phase: 'ended', ending: 'completed' }), { kind: 'timer' }),
    ],
    ['a start at a node that is no trigger', () => start(graph, 'mail', now)],
  ])('never hides a bug behind an exit: %s is thrown', (_, broken) => {
    expect(broken).toThrow(GraphInvariantError);
  });
});
