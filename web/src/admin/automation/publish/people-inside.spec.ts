import { describe, expect, it } from '@jest/globals';
import type { Graph } from '@perennial/domain/automation';
import { choiceOf, consequenceOf, groupsOf, keyOf, movesOf, peopleInWords } from './people-inside';

const graph = (hours: Readonly<Record<string, number>>): Graph => ({
  schemaVersion: 1,
  nodes: Object.entries(hours).map(([id, amount]) => ({ id, kind: 'waitDuration', config: { amount, unit: 'hours' } })),
  edges: [],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
});
const at = (nodeId: string, people: number, parked = 0) => ({ version: 2, nodeId, people, parked });
const published = new Map([[2, graph({ same: 1, longer: 2, gone: 3 })]]);
const newer = graph({ same: 1, longer: 9 });
const only = (...people: Parameters<typeof at>) => groupsOf([at(...people)], published, newer)[0]!;

describe('people in an automation that is about to be published', () => {
  it('are listed by urgency: needing attention, at a removed step, at a changed one', () => {
    const people = [at('same', 9), at('longer', 5, 2), at('gone', 1)];
    const listed = groupsOf(people, published, newer).map(
      ({ nodeId, fate, parked, people: count }) => `${count} ${nodeId} ${fate}${parked ? ' parked' : ''}`,
    );
    expect(listed).toEqual(['2 longer changed parked', '1 gone removed', '3 longer changed', '9 same same']);
  });

  it('are counted in a sentence that says what happens to their step', () => {
    expect(peopleInWords(only('gone', 1))).toBe('1 person on version 2. The new version removes this step.');
    expect(peopleInWords(only('longer', 1200))).toBe('1,200 people on version 2. The new version changes this step.');
    expect(peopleInWords(only('same', 2, 2))).toBe('2 people need attention on version 2.');
  });

  it('stay unless somebody chooses otherwise, but who needs attention gets the new version', () => {
    expect(choiceOf(only('longer', 3), newer, {})).toBe('stay');
    expect(choiceOf(only('longer', 3, 3), newer, {})).toBe('to:longer');
    expect(choiceOf(only('gone', 3, 3), newer, {})).toBe('stay');
    expect(choiceOf(only('longer', 3, 3), newer, { [keyOf(only('longer', 3, 3))]: 'exit' })).toBe('exit');
  });

  it('stay where their entry needs attention, because nobody is moved to a trigger', () => {
    const entering: Graph = { ...newer, nodes: [{ id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } }] };
    const [group] = groupsOf([at('start', 1, 1)], new Map([[2, entering]]), entering);
    expect(choiceOf(group!, entering, {})).toBe('stay');
  });

  it('are moved as chosen', () => {
    const groups = groupsOf([at('gone', 2), at('longer', 3, 1), at('same', 4)], published, newer);
    const choices = { '2 gone false': 'exit', '2 longer false': 'to:same' } as const;
    expect(movesOf(groups, newer, choices)).toEqual([
      { version: 2, nodeId: 'longer', parked: true, to: 'longer' },
      { version: 2, nodeId: 'gone', parked: false, to: null },
      { version: 2, nodeId: 'longer', parked: false, to: 'same' },
    ]);
  });

  it('learn what a choice does to their wait', () => {
    const waiting = only('longer', 3);
    expect(consequenceOf(waiting, newer, 'stay')).toBe('Their date stays, and they continue on version 2.');
    expect(consequenceOf(waiting, newer, 'to:longer')).toMatch(/^The wait counts from when it began/);
    expect(consequenceOf(waiting, newer, 'to:same')).toBe('They continue at this step immediately.');
    expect(consequenceOf(waiting, newer, 'exit')).toBe('Their journeys end here.');
    expect(consequenceOf(only('longer', 1, 1), newer, 'to:longer')).toBe('The step is retried with its new settings.');
  });
});
