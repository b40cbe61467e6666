import { describe, expect, it } from '@jest/globals';
import { someId, unloaded, visitBy } from '../../../../spec-support/nodes.js';
import { emptyGraph, type Graph } from '../../graph.js';
import { plan } from '../../plan.js';
import { waitForCondition } from './index.js';

const tagged = (value: string) => ({
  match: 'all' as const,
  tests: [{ field: 'contact.tags', operator: 'includes' as const, value }],
});
const config = (condition: object) => ({ condition, timeoutAmount: 2, timeoutUnit: 'days' });

describe('wait for condition', () => {
  it('continues immediately if the condition is true already', () => {
    expect(waitForCondition.plan(config(tagged('VIP')), visitBy('UTC'))).toMatchObject({ kind: 'go', port: 'met' });
  });

  it('waits for the events that may make it true, until the time limit on the person’s calendar', () => {
    expect(waitForCondition.plan(config(tagged('other')), visitBy('Asia/Tokyo'))).toMatchObject({
      kind: 'waitFor',
      until: '2027-01-22T10:00:00.000Z',
      events: [
        { port: 'met', eventType: 'tag.added' },
        { port: 'met', eventType: 'tag.removed' },
      ],
    });
  });

  it('loads what the condition reads first', () => {
    expect(waitForCondition.plan(config(tagged('VIP')), unloaded)).toEqual({ kind: 'load', facts: ['contact'] });
  });

  it('waits for segments that are entered and left', () => {
    const inSegment = { tests: [{ field: 'contact.segments', operator: 'isIn', value: [someId] }] };
    const visit = visitBy('UTC');
    const facts = { ...visit.facts, segments: { [someId]: false } };
    expect(waitForCondition.plan(config(inSegment), { ...visit, facts })).toMatchObject({
      events: [{ eventType: 'segment.entered' }, { eventType: 'segment.left' }],
    });
  });

  it('a condition that nothing changes, or about the trigger, is a problem before publishing', () => {
    const problems = (condition: object) => waitForCondition.inspect(config(condition), { eventTypes: ['trial.ending'] });
    expect(problems({ tests: [{ field: 'contact.name', operator: 'is', value: 'Ana' }] }).problems).toHaveLength(1);
    expect(problems(tagged('VIP')).problems).toEqual([]);
    expect(problems(tagged('VIP')).conditions[0]?.scope.eventTypes).toEqual([]);
  });

  it('says what it waits for', () => {
    expect(waitForCondition.summary(config(tagged(someId)), () => 'VIP')).toBe('Wait up to 2 days until they have the tag “VIP”');
    expect(waitForCondition.ports(config(tagged('VIP'))).map(({ label }) => label)).toEqual(['it is true', 'not within 2 days']);
  });

  it('is checked again after each event and once more at the time limit, with what is known then', () => {
    const graph: Graph = {
      ...emptyGraph,
      nodes: [{ id: 'w', kind: 'waitForCondition', config: config(tagged('VIP')) }],
    };
    const cursor = {
      ...{ nodeId: 'w', visit: 2, phase: 'waiting' as const },
      ...{ enteredAt: '2027-01-20T10:00:00.000Z', waitUntil: '2027-01-22T10:00:00.000Z' },
    };
    const { facts } = visitBy('UTC');
    const without = { ...facts, contact: { ...facts.contact, tags: [] } } as typeof facts;
    const portAt = (now: string, known: typeof facts) => {
      const step = plan(graph, cursor, now, known);
      return step.kind === 'pass' ? step.evidence.port : step.kind;
    };
    expect(portAt('2027-01-21T10:00:00.000Z', without)).toBe('waitFor');
    expect(portAt('2027-01-21T10:00:00.000Z', facts)).toBe('met');
    expect(portAt('2027-01-22T10:00:00.000Z', without)).toBe('timeout');
    expect(portAt('2027-01-22T10:00:00.000Z', facts)).toBe('met');
  });
});
