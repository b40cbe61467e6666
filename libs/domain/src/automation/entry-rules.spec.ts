import { describe, expect, it } from '@jest/globals';
import type { EventType } from '../events/catalogue.js';
import { publicEventTypes } from '../events/catalogue.js';
import { applyOperation, defaultEntry, describeRules, emptyGraph, type Graph, isEntryKey, type Operation } from './index.js';

const apply = (graph: Graph, ...operations: Operation[]): Graph =>
  operations.reduce((current, operation) => {
    const result = applyOperation(current, operation);
    if (!result.ok) throw new Error(result.reason);
    return result.graph;
  }, graph);
const trigger = (id: string, eventType: EventType): Operation => ({
  type: 'addNode',
  node: { id, kind: 'trigger', config: { eventType } },
});

describe('who can enter, unless someone chooses otherwise', () => {
  it.each<[EventType[], string, string | undefined]>([
    [[], 'every_event', undefined],
    [['membership.purchased'], 'every_event', undefined],
    [['lesson.completed'], 'every_event', undefined],
    [['tag.added'], 'every_event', undefined],
    // Happens 7, 3 and 1 days before the end.
    [['trial.ending'], 'once_per_key', 'membershipId'],
    // Happens at each attempt to collect one invoice.
    [['payment.failed'], 'once_per_key', 'invoiceId'],
    [['course.completed'], 'once_per_key', 'courseId'],
    [['course.started'], 'once_per_key', 'courseId'],
    [['checkout.started'], 'one_at_a_time', undefined],
    [['contact.logged_in'], 'one_at_a_time', undefined],
    // Staff may add someone who is in it already.
    [['automation.requested'], 'one_at_a_time', undefined],
    // The next week may come before the journey of the last one has ended.
    [['schedule.reached'], 'one_at_a_time', undefined],
    [['date.reached'], 'every_event', undefined],
    [['trial.ending', 'trial.ended'], 'once_per_key', 'membershipId'],
    // A tag has no invoice, and a rule needs a field that every trigger has.
    [['payment.failed', 'tag.added'], 'one_at_a_time', undefined],
    [['payment.failed', 'trial.ending'], 'one_at_a_time', undefined],
  ])('%j: %s %s', (types, policy, key) => {
    expect(defaultEntry(types)).toEqual({ policy, ...(key && { key }) });
  });

  it.each(publicEventTypes)('a rule for %s uses a field that the event has', (type) => {
    const { key } = defaultEntry([type]);
    expect(key === undefined || isEntryKey(type, key)).toBe(true);
  });

  it('follows the trigger while it is edited, and stops once someone chose a rule', () => {
    const ending = apply(emptyGraph, trigger('t', 'trial.ending'));
    expect(ending.entry).toEqual({ policy: 'once_per_key', key: 'membershipId' });
    const tagged = apply(ending, { type: 'updateConfig', nodeId: 't', config: { eventType: 'tag.added' } });
    expect(tagged.entry).toEqual({ policy: 'every_event' });
    expect(apply(ending, { type: 'removeNode', nodeId: 't' }).entry).toEqual({ policy: 'every_event' });
    const chosen = apply(
      ending,
      { type: 'setEntry', entry: { policy: 'once_per_contact' } },
      { type: 'updateConfig', nodeId: 't', config: { eventType: 'payment.failed' } },
    );
    expect(chosen.entry).toEqual({ policy: 'once_per_contact' });
  });
});

describe('the rules of an automation', () => {
  it('name the step at which a journey continues after the goal', () => {
    const graph: Graph = {
      ...emptyGraph,
      nodes: [{ id: 'thanks', kind: 'addTag', config: {}, name: 'Thank them' }],
      goal: { eventType: 'trial.converted', filters: { match: 'all', tests: [] }, sameRecord: true },
      goalStep: 'thanks',
    };
    expect(describeRules(graph).at(-1)).toMatch(/^Goal: .*, then continue at “Thank them”$/);
  });

  it('are a sentence each: who can enter, when people exit, and the goal', () => {
    const rule = (eventType: Graph['exitRules'][number]['eventType']) => ({
      eventType,
      filters: { match: 'all' as const, tests: [] },
      sameRecord: true,
    });
    const graph = apply(
      emptyGraph,
      trigger('t', 'trial.ending'),
      { type: 'setExitRules', exitRules: [rule('membership.purchased'), rule('membership.ended')] },
      { type: 'setGoal', goal: rule('trial.converted') },
    );
    expect(describeRules(graph)).toEqual([
      'Enter once per membership',
      'Exit when someone buys a plan or a membership ends',
      'Goal: the first payment after a trial succeeds',
    ]);
    expect(describeRules(emptyGraph)).toEqual(['Enter every time it happens']);
    const perOrder = {
      ...graph,
      exitRules: [],
      goal: null,
      entry: { policy: 'once_per_key' as const, key: 'properties.orderId' },
    };
    expect(describeRules(perOrder)).toEqual(['Enter once per orderId']);
  });

  it('name the limits for marketing emails where the automation sends any, with its priority', () => {
    const limits = { quietFrom: '21:00', quietTo: '08:00', perDay: null, perWeek: 2, giveUpAfterDays: 7 };
    const sends = (config: object): Graph =>
      apply(emptyGraph, trigger('t', 'tag.added'), {
        type: 'addNode',
        node: { id: 'mail', kind: 'sendEmail', config: { ...config } },
      });
    const marketing = sends({ category: 'marketing' });
    const line = 'Marketing emails: at most 2 a week, not between 21:00 and 08:00 their time';
    expect(describeRules(marketing, undefined, limits).at(-1)).toBe(line);
    const first = apply(marketing, { type: 'setEmailPriority', priority: 'high' });
    expect(describeRules(first, undefined, limits).at(-1)).toBe(`${line}, high priority`);
    expect(apply(first, { type: 'setEmailPriority', priority: null })).toEqual(marketing);
    for (const graph of [sends({}), sends({ category: 'marketing', audience: 'staff' })])
      expect(describeRules(graph, undefined, limits)).toHaveLength(1);
    expect(describeRules(marketing)).toHaveLength(1);
  });
});
