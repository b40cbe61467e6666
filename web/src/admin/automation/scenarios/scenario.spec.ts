import { describe, expect, it } from '@jest/globals';
import { type Graph, nobodySpecial, Scenario } from '@perennial/domain/automation';
import { expectationOn, passText, playedPart, proposeScenario, questionOf, subjectOf, withTime } from './scenario';

const templateId = '01920000-0000-7000-8000-00000000000a';
const graph: Graph = {
  schemaVersion: 1,
  nodes: [
    { id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } },
    {
      id: 'half',
      kind: 'split',
      name: 'Half of them',
      config: {
        paths: [
          { port: 'a', share: 50 },
          { port: 'b', share: 50 },
        ],
      },
    },
    { id: 'ask', kind: 'ifElse', config: {} },
  ],
  edges: [],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
};
const question = {
  eventType: 'tag.added',
  startAt: '2027-01-20T10:00:00.000Z',
  data: { tagId: templateId },
  person: { ...nobodySpecial, tags: [templateId] },
  branches: { ask: 'yes', gone: 'no' },
  later: [{ type: 'payment.succeeded', amount: 2, unit: 'days' as const }],
};
const step = { at: question.startAt, visit: 2, text: '', values: [] };

describe('a scenario that is saved from a preview', () => {
  const saved = playedPart(graph, question, { steps: [{ ...step, nodeId: 'half', port: 'b' }] });

  it('keeps the path of a random split and the branches that were chosen, at steps that exist', () => {
    expect(saved.choices).toEqual([
      { nodeId: 'half', port: 'b', step: 'Half of them' },
      { nodeId: 'ask', port: 'yes', step: 'If / else' },
    ]);
  });

  it('is played again as it was', () => {
    const stored = Scenario.parse({ ...saved, id: 's', name: 'Half', expect: [{ kind: 'ends', ending: 'completed' }] });
    const again = questionOf(stored);
    expect(again).toMatchObject({ startAt: question.startAt, data: question.data, person: question.person });
    expect(again.branches).toEqual({ half: 'b', ask: 'yes' });
    expect(again.later).toEqual([{ type: 'payment.succeeded', amount: 2, unit: 'days', data: expect.any(Object) }]);
    expect(playedPart(graph, again, { steps: [] })).toEqual(saved);
  });
});

describe('a proposed scenario', () => {
  it('has what was played and what followed, and no name; and there is none without a trigger', () => {
    const simple: Graph = { ...graph, nodes: graph.nodes.slice(0, 1) };
    expect(proposeScenario(simple, { ...question, later: [], branches: {} }, 'UTC')).toMatchObject({
      name: '',
      eventType: 'tag.added',
      expect: [{ kind: 'ends', ending: 'completed' }],
    });
    expect(proposeScenario({ ...graph, nodes: [] }, question, 'UTC')).toBeNull();
  });
});

describe('an expectation', () => {
  it('is about a step, an email, the ending, or not entering', () => {
    for (const subject of ['refused', 'ends', `email:${templateId}`, 'step:ask']) {
      const made = expectationOn(graph, subject);
      expect(made && subjectOf(made)).toBe(subject);
    }
    expect(expectationOn(graph, 'step:gone')).toBeNull();
  });

  it('can have a time, and lose it again', () => {
    const ends = { kind: 'ends', ending: 'goal' } as const;
    const timed = withTime(ends, 2, 'hours');
    expect(timed).toEqual({ ...ends, withinMinutes: 120 });
    expect(withTime(timed, null, 'hours')).toEqual(ends);
  });
});

describe('the results of scenarios', () => {
  it('are counted', () => {
    const [yes, no] = [{ passed: true }, { passed: false }];
    expect([[yes], [no], [yes, yes], [yes, no]].map(passText)).toEqual([
      '1 scenario passes',
      '1 scenario fails',
      'All 2 scenarios pass',
      '1 of 2 scenarios pass',
    ]);
  });
});
