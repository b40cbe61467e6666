import { describe, expect, it } from '@jest/globals';
import { applyOperation, Graph, runScenarios, Scenario, withoutScenarios, withScenariosOf } from '../index.js';
import { proposeExpectations } from './expectations.js';
import { playSample } from './play-sample.js';
import { type Expectation, nobodySpecial } from './scenario.js';

const [welcome, nudge] = ['01920000-0000-7000-8000-00000000000a', '01920000-0000-7000-8000-00000000000b'];
const vip = '01920000-0000-7000-8000-00000000000c';
const names = (_kind: string, id: string) => ({ [welcome]: 'Welcome', [nudge]: 'Nudge' })[id];
const context = { zone: 'Europe/Berlin', names };

/** Welcome, 3 days, then a nudge for those without the tag; a purchase is the goal. */
const drawn = Graph.parse({
  schemaVersion: 1,
  nodes: [
    { id: 'start', kind: 'trigger', config: { eventType: 'contact.signed_up' } },
    { id: 'hello', kind: 'sendEmail', config: { templateId: welcome } },
    { id: 'pause', kind: 'waitDuration', name: 'Think it over', config: { amount: 3, unit: 'days' } },
    {
      id: 'vip',
      kind: 'ifElse',
      config: { condition: { match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: vip }] } },
    },
    { id: 'nudge', kind: 'sendEmail', config: { templateId: nudge } },
  ],
  edges: [
    { source: 'start', port: 'next', target: 'hello' },
    { source: 'hello', port: 'next', target: 'pause' },
    { source: 'pause', port: 'next', target: 'vip' },
    { source: 'vip', port: 'no', target: 'nudge' },
  ],
  goal: { eventType: 'membership.purchased', sameRecord: false },
});

const scenario = (expect: Expectation[], changes: Partial<Scenario> = {}): Scenario =>
  Scenario.parse({
    id: 's',
    name: 'A visitor',
    eventType: 'contact.signed_up',
    startAt: '2027-01-20T10:00:00Z',
    expect,
    ...changes,
  });

const differences = (graph: Graph, ...scenarios: Scenario[]) =>
  runScenarios({ ...graph, scenarios }, context).flatMap((result) => {
    expect(result.passed).toBe(result.differences.length === 0);
    return result.differences;
  });

describe('a scenario', () => {
  const nudged: Expectation = { kind: 'email', templateId: nudge, happens: true };

  it('passes if everything happens that must, in time, and nothing that must not', () => {
    const met: Expectation[] = [
      { kind: 'email', templateId: welcome, happens: true },
      { ...nudged, withinMinutes: 3 * 1440 },
      { kind: 'step', nodeId: 'pause', step: 'Think it over', happens: true },
      { kind: 'ends', ending: 'completed', withinMinutes: 3 * 1440 },
    ];
    expect(differences(drawn, scenario(met))).toEqual([]);
    expect(differences(drawn, scenario([{ ...nudged, happens: false, withinMinutes: 3 * 1440 - 1 }]))).toEqual([]);
  });

  it('says what differs and when it happened instead', () => {
    const missed: Expectation[] = [
      { ...nudged, withinMinutes: 1441 },
      { kind: 'email', templateId: welcome, happens: false },
      { kind: 'step', nodeId: 'pause', step: 'Think it over', happens: false },
      { kind: 'ends', ending: 'goal' },
    ];
    expect(differences(drawn, scenario(missed))).toEqual([
      '“Nudge” should be sent within 1 day 1 minute. It is sent after 3 days.',
      '“Welcome” should not be sent. It is sent immediately.',
      '“Think it over” should not be reached. It is reached immediately.',
      'The journey should reach the goal. It finishes after 3 days.',
    ]);
  });

  it('plays what happens later, and what the person has', () => {
    const bought = [{ type: 'membership.purchased', afterMinutes: 60, data: {} }];
    expect(differences(drawn, scenario([nudged, { kind: 'ends', ending: 'goal' }], { later: bought }))).toEqual([
      '“Nudge” should be sent. It is not sent.',
    ]);
    expect(differences(drawn, scenario([nudged], { person: { ...nobodySpecial, tags: [vip] } }))).toEqual([
      '“Nudge” should be sent. It is not sent.',
    ]);
  });

  it('takes the branches that were chosen', () => {
    const yes = [{ nodeId: 'vip', step: 'If / else', port: 'yes' }];
    expect(differences(drawn, scenario([{ ...nudged, happens: false }], { choices: yes }))).toEqual([]);
  });

  it('fails with a sentence, and does not throw, when a step or branch that it names is gone', () => {
    const choices = [
      { nodeId: 'old', step: 'Old split', port: 'a' },
      { nodeId: 'vip', step: 'If / else', port: 'maybe' },
    ];
    const broken = scenario([{ kind: 'step', nodeId: 'gone', step: 'Ask for a review', happens: false }], { choices });
    expect(differences(drawn, broken)).toEqual([
      'The step “Old split” no longer exists. Edit the scenario.',
      'The step “If / else” no longer has the branch that the scenario takes. Edit the scenario.',
      'The step “Ask for a review” no longer exists. Edit the scenario.',
    ]);
  });

  it('names a renamed step by its new name', () => {
    const renamed = { ...drawn, nodes: drawn.nodes.map((node) => (node.id === 'pause' ? { ...node, name: 'Breathe' } : node)) };
    const avoided: Expectation = { kind: 'step', nodeId: 'pause', step: 'Think it over', happens: false };
    expect(differences(renamed, scenario([avoided]))).toEqual(['“Breathe” should not be reached. It is reached immediately.']);
  });

  it('fails with a sentence when its event starts nothing or does not exist, and while the automation has issues', () => {
    expect(differences(drawn, scenario([nudged], { eventType: 'tag.added' }))).toEqual([
      'No trigger starts with “Tag added” anymore. Edit the scenario.',
    ]);
    expect(differences(drawn, scenario([nudged], { eventType: 'sun.rose' }))).toEqual([
      'The event “sun.rose” does not exist. Edit the scenario.',
    ]);
    const unfinished = { ...drawn, nodes: [...drawn.nodes, { id: 'x', kind: 'addTag' as const, config: {} }] };
    expect(differences(unfinished, scenario([nudged]))[0]).toMatch(/^The automation has issues to fix first\. /);
  });

  it('can expect that the person does not enter', () => {
    const filters = { match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: vip }] };
    const [start, ...others] = drawn.nodes;
    const guarded = Graph.parse({ ...drawn, nodes: [{ ...start, config: { ...start?.config, filters } }, ...others] });
    const notNudged: Expectation = { ...nudged, happens: false };
    expect(differences(guarded, scenario([{ kind: 'refused' }, notNudged]))).toEqual([]);
    expect(differences(guarded, scenario([nudged]))).toEqual([
      'The person does not enter the automation.',
      '“Nudge” should be sent. It is not sent.',
    ]);
    expect(differences(drawn, scenario([{ kind: 'refused' }]))).toEqual(['The person should not enter. They enter.']);
  });
});

describe('what a preview proposes', () => {
  const propose = (graph: Graph, port?: string) => {
    const { eventType, data, startAt } = scenario([{ kind: 'refused' }]);
    const played = playSample(graph, { eventType, data, startAt, zone: 'UTC', choices: port ? { vip: { port } } : {} });
    return played ? proposeExpectations(graph, played) : [];
  };

  it('is every email, sent or not, and the ending; and it passes', () => {
    expect(propose(drawn, 'yes')).toEqual([
      { kind: 'email', templateId: welcome, happens: true },
      { kind: 'email', templateId: nudge, happens: false },
      { kind: 'ends', ending: 'completed' },
    ]);
    expect(differences(drawn, scenario(propose(drawn)))).toEqual([]);
  });
});

describe('the scenarios of a graph', () => {
  const kept = scenario([{ kind: 'ends', ending: 'completed' }]);
  const tested = applyOperation(drawn, { type: 'setScenarios', scenarios: [kept], mustPass: true });
  const graph = tested.ok ? tested.graph : drawn;

  it('are part of the draft, round-trip as JSON, and are not in what people follow', () => {
    expect(Graph.parse(JSON.parse(JSON.stringify(graph)))).toEqual(graph);
    expect(withoutScenarios(graph)).toEqual(drawn);
    expect(withScenariosOf(drawn, graph)).toEqual(graph);
    expect(applyOperation(graph, { type: 'setScenarios', scenarios: [], mustPass: false })).toEqual({ ok: true, graph: drawn });
  });

  it('have different IDs', () => {
    expect(Graph.safeParse({ ...drawn, scenarios: [kept, kept] }).success).toBe(false);
  });
});
