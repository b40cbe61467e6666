import { describe, expect, it } from '@jest/globals';
import { emptyGraph, type Graph } from '@perennial/domain/automation';
import { pathOf } from './path';
import type { Run, Visit } from './run';

const graph: Graph = {
  ...emptyGraph,
  nodes: [
    { id: 'start', kind: 'trigger', config: { eventType: 'trial.ending' } },
    { id: 'has-card', kind: 'ifElse', config: { condition: { match: 'all', tests: [] } } },
    { id: 'reminder', kind: 'sendEmail', config: {} },
    { id: 'add-card', kind: 'sendEmail', config: {} },
    { id: 'stays', kind: 'waitForEvent', config: { paths: [] } },
  ],
  edges: [
    { source: 'start', port: 'next', target: 'has-card' },
    { source: 'has-card', port: 'yes', target: 'reminder' },
    { source: 'has-card', port: 'no', target: 'add-card' },
    { source: 'add-card', port: 'next', target: 'stays' },
  ],
};
const run: Run = {
  id: 'r',
  automationId: 'a',
  automationName: 'Trial rescue',
  contact: null,
  state: 'waiting',
  version: 1,
  startedAt: '2027-01-01T08:00:00Z',
  finishedAt: null,
  currentNodeId: 'stays',
  waitingFor: null,
  waitUntil: null,
  problem: null,
  code: null,
  held: false,
};
const visit = (nodeId: string, port: string | null): Visit => ({
  nodeId,
  visit: 1,
  enteredAt: '2027-01-01T08:00:00Z',
  leftAt: null,
  port,
  evidence: null,
});

describe('path of a journey', () => {
  it('is bright where the person went, and only there', () => {
    const path = pathOf(graph, run, [visit('start', 'next'), visit('has-card', 'no'), visit('add-card', 'next')], 'UTC');
    expect([...path.links]).toEqual(['start:next:has-card', 'has-card:no:add-card', 'add-card:next:stays']);
    expect(path.visited.has('reminder')).toBe(false);
    expect(path.current).toBe('stays');
  });

  it('has no one on it when it has ended', () => {
    expect(pathOf(graph, { ...run, state: 'completed' }, [], 'UTC').current).toBeNull();
  });
});
