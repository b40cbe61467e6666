import { describe, expect, it } from '@jest/globals';
import { emptyGraph, type Graph, overlappingEmails } from './index.js';

const is = (field: string, value: unknown) => ({ match: 'all', tests: [{ field, operator: 'is', value }] });
const mail = (audience = 'contact') => ({ id: 'mail', kind: 'sendEmail' as const, config: { templateId: 'x', audience } });
const graph = (
  eventType: string,
  { filters, steps = [], to = 'contact' }: { filters?: object; steps?: Graph['nodes']; to?: string } = {},
): Graph => {
  const nodes = [
    { id: 'start', kind: 'trigger' as const, config: { eventType, ...(filters && { filters }) } },
    ...steps,
    mail(to),
  ];
  const edges = nodes.slice(1).map(({ id }, index) => ({ source: nodes[index]?.id ?? '', port: 'next', target: id }));
  return { ...emptyGraph, nodes, edges };
};
const wait: Graph['nodes'] = [{ id: 'wait', kind: 'waitDuration', config: { amount: 1, unit: 'days' } }];
const tag: Graph['nodes'] = [{ id: 'tag', kind: 'addTag', config: { tag: 'x' } }];
const found = (one: Graph, other: Graph) => overlappingEmails(one, other).map(({ nodeId }) => nodeId);

describe('two automations email the same people about one thing', () => {
  it('if both answer the same event without a wait, or events that happen together', () => {
    expect(found(graph('trial.ending'), graph('trial.ending'))).toEqual(['mail']);
    expect(found(graph('trial.ending', { steps: tag }), graph('trial.ending'))).toEqual(['mail']);
    expect(found(graph('course.completed'), graph('certificate.issued'))).toEqual(['mail']);
  });

  it('but not if one waits, the audiences differ, or the events do', () => {
    expect(found(graph('trial.ending', { steps: wait }), graph('trial.ending'))).toEqual([]);
    expect(found(graph('trial.ending', { to: 'staff' }), graph('trial.ending'))).toEqual([]);
    expect(found(graph('trial.ending'), graph('trial.ended'))).toEqual([]);
  });

  it('but not if no event passes both filters', () => {
    const days = (value: number) => graph('trial.ending', { filters: is('event.daysLeft', value) });
    expect(found(days(7), days(1))).toEqual([]);
    expect(found(days(7), days(7))).toEqual(['mail']);
    expect(found(days(7), graph('trial.ending'))).toEqual(['mail']);
  });
});
