import { describe, expect, it } from '@jest/globals';
import { eventCatalogue } from '../events/catalogue.js';
import { type ExitRule, type Graph, GraphInvariantError, type GraphNode, simulate } from './index.js';

const at = '2027-01-20T10:00:00.000Z';
const event = {
  id: 'e',
  type: 'trial.ending',
  occurredAt: at,
  data: { ...eventCatalogue['trial.ending'].sample, trialEndsAt: '2027-01-10T00:00:00Z' },
};
const line = (...nodes: GraphNode[]): Graph => ({
  schemaVersion: 1,
  nodes: [{ id: 't', kind: 'trigger', config: { eventType: 'trial.ending' } }, ...nodes],
  edges: ['t', ...nodes.map(({ id }) => id)].slice(0, -1).map((source, index) => ({
    source,
    port: nodes[index - 1]?.kind === 'ifElse' ? 'yes' : 'next',
    target: nodes[index]?.id ?? '',
  })),
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
});
const contact = { name: 'Ada', email: null, timezone: 'Asia/Tokyo', tags: [], clockId: null, createdAt: at };
const vip = '01920000-0000-7000-8000-000000000009';
const tagged = { condition: { tests: [{ field: 'contact.tags', operator: 'includes', value: vip }] } };
const input = { startAt: at, zone: 'UTC', event };

describe('a preview', () => {
  it('shows later steps what earlier ones changed, and changes nothing else', () => {
    const graph = line({ id: 'a', kind: 'addTag', config: { tag: vip } }, { id: 'i', kind: 'ifElse', config: tagged });
    const facts = { contact };
    expect(simulate(graph, { ...input, facts }).steps.at(-1)).toMatchObject({
      nodeId: 'i',
      port: 'yes',
      values: [{ actual: [vip] }],
    });
    expect(facts.contact.tags).toEqual([]);
  });

  it('takes the branch that was chosen at a decision, and records that it was chosen', () => {
    const graph = line({ id: 'i', kind: 'ifElse', config: tagged }, { id: 'e', kind: 'exit', config: {} });
    expect(simulate(graph, input).steps.at(-1)).toMatchObject({ nodeId: 'i', port: 'no' });
    const { steps, ending } = simulate(graph, { ...input, choices: { i: { port: 'yes' } } });
    expect(steps[1]).toMatchObject({ nodeId: 'i', port: 'yes', text: 'Chosen for the preview.' });
    expect(ending).toBe('exited');
  });

  it.each([
    ['branch', { paths: [{ port: 'a', condition: tagged.condition }] }, 'otherwise', 'a'],
    [
      'split',
      {
        paths: [
          { port: 'a', share: 99 },
          { port: 'b', share: 1 },
        ],
      },
      'a',
      'b',
    ],
    ['waitUntil', { until: 'date', date: '2027-02-01', time: '09:00', past: 'branch' }, 'next', 'past'],
  ] as const)('takes the branch that was chosen at a %s, and its own for a branch that is gone', (kind, config, own, chosen) => {
    const graph = line({ id: 'n', kind, config: { ...config } });
    const portWith = (port: string) => simulate(graph, { ...input, choices: { n: { port } } }).steps.at(-1)?.port;
    expect(portWith(chosen)).toBe(chosen);
    expect(portWith('gone')).toBe(own);
  });

  it('takes the path of a split that the person takes in a run', () => {
    const paths = ['a', 'b', 'c', 'd', 'e'].map((port) => ({ port, share: 20 }));
    const graph = line({ id: 'n', kind: 'split', config: { paths } });
    const portOf = (contactId: string) =>
      simulate(graph, { ...input, facts: { run: { automationId: 'x', contactId } } }).steps.at(-1)?.port;
    const people = Array.from({ length: 40 }, (_, index) => `person${index}`);
    expect(people.map(portOf)).toEqual(people.map(portOf));
    expect(new Set(people.map(portOf)).size).toBe(5);
  });

  it('treats an event that occurs too late as too late', () => {
    const wait = { paths: [{ port: 'paid', eventType: 'payment.succeeded' }], timeoutAmount: 2, timeoutUnit: 'hours' };
    const graph = line({ id: 'w', kind: 'waitForEvent', config: wait });
    const last = (afterMinutes: number) =>
      simulate(graph, { ...input, choices: { w: { port: 'paid', afterMinutes } } }).steps.at(-1);
    expect(last(90)).toMatchObject({ port: 'paid', at: '2027-01-20T11:30:00.000Z' });
    expect(last(500)).toMatchObject({ port: 'timeout', at: '2027-01-20T12:00:00.000Z' });
  });

  it('responses of calls can be simulated', () => {
    const ask = { condition: { tests: [{ field: 'node.c.status', operator: 'is', value: 404 }] } };
    const graph = line(
      { id: 'c', kind: 'callUrl', config: { url: 'https://example.com' } },
      { id: 'i', kind: 'ifElse', config: ask },
    );
    expect(simulate(graph, { ...input, choices: { c: { outputs: { status: 404 } } } }).steps.at(-1)).toMatchObject({
      port: 'yes',
    });
  });

  it('ends where a person would leave because a date has passed', () => {
    const graph = line({ id: 'u', kind: 'waitUntil', config: { until: 'eventDate', field: 'trialEndsAt', past: 'exit' } });
    expect(simulate(graph, input)).toMatchObject({
      ending: 'exited',
      endedAt: at,
      steps: [{ nodeId: 't' }, { nodeId: 'u', port: null }],
    });
  });

  it('stops where a run would need attention', () => {
    expect(simulate(line({ id: 'c', kind: 'issueCertificate', config: {} }), input)).toMatchObject({ ending: 'parked' });
  });

  it('of a graph with a circle does not hang', () => {
    const graph = line({ id: 'a', kind: 'addTag', config: { tag: vip } });
    const circle = { ...graph, edges: [...graph.edges, { source: 'a', port: 'next', target: 'a' }] };
    expect(() => simulate(circle, input)).toThrow(GraphInvariantError);
  });
});

describe('what happens to the person later', () => {
  const paid = { type: 'payment.succeeded', data: { ...eventCatalogue['payment.succeeded'].sample } };
  const same: ExitRule = { eventType: 'payment.succeeded', filters: { match: 'all', tests: [] }, sameRecord: true };
  const days = (amount: number) => ({ id: 'w', kind: 'waitDuration', config: { amount, unit: 'days' } }) as const;
  const tag = { id: 'a', kind: 'addTag', config: { tag: vip } } as const;
  const end = ({ steps, ending, endedAt }: ReturnType<typeof simulate>) => ({ ending, endedAt, last: steps.at(-1)?.text });

  it('ends the journey during a wait, where an exit rule accepts it', () => {
    const graph = { ...line(days(2), tag), exitRules: [same] };
    expect(end(simulate(graph, { ...input, later: [{ ...paid, afterMinutes: 90 }] }))).toEqual({
      ending: 'exited',
      endedAt: '2027-01-20T11:30:00.000Z',
      last: `${eventCatalogue['payment.succeeded'].label}: the journey ends.`,
    });
  });

  it('reaches the goal before any exit rule', () => {
    const graph = { ...line(days(2), tag), exitRules: [same], goal: same };
    expect(simulate(graph, { ...input, later: [{ ...paid, afterMinutes: 90 }] }).ending).toBe('goal');
  });

  it('changes nothing if it is about another membership, fails the condition, or comes after the wait', () => {
    const graph = { ...line(days(2)), exitRules: [same] };
    const other = { ...paid.data, membershipId: '01920000-0000-7000-8000-00000000000a' };
    expect(simulate(graph, { ...input, later: [{ ...paid, data: other, afterMinutes: 90 }] }).ending).toBe('completed');
    expect(simulate(graph, { ...input, later: [{ ...paid, afterMinutes: 2880 }] }).ending).toBe('completed');
    const filters = { match: 'all' as const, tests: [{ field: 'event.amount', operator: 'greaterThan' as const, value: 1e9 }] };
    const picky = { ...graph, exitRules: [{ ...same, filters }] };
    expect(simulate(picky, { ...input, later: [{ ...paid, afterMinutes: 90 }] }).ending).toBe('completed');
  });

  it('continues at the step that follows the goal, and passes it once', () => {
    const graph = { ...line(days(2), tag, { ...days(5), id: 'v' }), goal: same, goalStep: 'v' };
    const { steps, ending, endedAt } = simulate(graph, {
      ...input,
      later: [60, 120].map((afterMinutes) => ({ ...paid, afterMinutes })),
    });
    expect(steps.map(({ nodeId }) => nodeId)).not.toContain('a');
    expect([ending, endedAt]).toEqual(['completed', '2027-01-25T11:00:00.000Z']);
  });

  it('ends a wait for that event, on its branch', () => {
    const wait = { paths: [{ port: 'paid', eventType: 'payment.succeeded' }], timeoutAmount: 2, timeoutUnit: 'hours' };
    const graph = line({ id: 'w', kind: 'waitForEvent', config: wait });
    expect(simulate(graph, { ...input, later: [{ ...paid, afterMinutes: 30 }] }).steps.at(-1)).toMatchObject({
      port: 'paid',
      at: '2027-01-20T10:30:00.000Z',
    });
  });

  it('takes the earliest of several', () => {
    const graph = { ...line(days(2)), exitRules: [same] };
    const later = [
      { ...paid, afterMinutes: 600 },
      { ...paid, afterMinutes: 60 },
    ];
    expect(simulate(graph, { ...input, later }).endedAt).toBe('2027-01-20T11:00:00.000Z');
  });
});

describe('a preview with limits for marketing emails', () => {
  const limits = { quietFrom: '18:00', quietTo: '08:00', perDay: 1, perWeek: null, giveUpAfterDays: 2 };
  const mail = (id: string, category = 'marketing'): GraphNode => ({
    id,
    kind: 'sendEmail',
    config: { templateId: vip, category },
  });
  const linesOf = (graph: Graph, more: object = {}) =>
    simulate(graph, { ...input, facts: { contact }, limits, ...more }).steps.map(
      ({ nodeId, at: time, text, effect }) => `${nodeId} ${time.slice(0, 16)} ${effect ? 'sent' : text}`,
    );

  it('shows until when an email is held, and sends it then', () => {
    // 10:00 in UTC is 19:00 in Tokyo.
    expect(linesOf(line(mail('m'), mail('z', 'transactional')))).toEqual([
      expect.stringMatching(/^t /),
      'm 2027-01-20T10:00 Held until 21 Jan 2027, 08:00 (Asia/Tokyo): quiet hours from 18:00 to 08:00.',
      'm 2027-01-20T23:00 sent',
      'z 2027-01-20T23:00 sent',
    ]);
    expect(linesOf(line(mail('m')), { limits: null }).at(-1)).toBe('m 2027-01-20T10:00 sent');
  });

  it('counts the emails of the journey', () => {
    expect(linesOf(line(mail('m'), mail('n')), { limits: { ...limits, quietFrom: null, quietTo: null } }).slice(1)).toEqual([
      'm 2027-01-20T10:00 sent',
      'n 2027-01-20T10:00 Held until 21 Jan 2027, 19:00 (Asia/Tokyo): at most 1 marketing email a day.',
      'n 2027-01-21T10:00 sent',
    ]);
  });

  it('ends a held email with an exit, and gives up one that would be held for too long', () => {
    const exits = { eventType: 'payment.succeeded' as const, filters: { match: 'all' as const, tests: [] }, sameRecord: false };
    const later = [{ type: 'payment.succeeded', afterMinutes: 60, data: { ...eventCatalogue['payment.succeeded'].sample } }];
    const exited = linesOf({ ...line(mail('m')), exitRules: [exits] }, { later });
    expect(exited.at(-1)).toBe(`m 2027-01-20T11:00 ${eventCatalogue['payment.succeeded'].label}: the journey ends.`);
    const weekly = { ...limits, quietFrom: null, quietTo: null, perDay: null, perWeek: 1 };
    const lines = linesOf(line(mail('m'), mail('n'), mail('z', 'transactional')), { limits: weekly });
    expect(lines[2]).toContain('n 2027-01-20T10:00 Not sent: it would have been held until 27 Jan 2027, 19:00 (Asia/Tokyo)');
    expect(lines.at(-1)).toBe('z 2027-01-20T10:00 sent');
  });
});
