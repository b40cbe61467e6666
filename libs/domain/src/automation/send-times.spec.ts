import { describe, expect, it } from '@jest/globals';
import { automationTemplates, emptyGraph, type Graph, sendTimes } from './index.js';

const timesOf = (template: string) =>
  sendTimes(automationTemplates.find(({ id }) => id === template)?.build({}) ?? emptyGraph).map(
    ({ nodeId, when }) => `${nodeId}: ${when}`,
  );

describe('when the emails of an automation are sent', () => {
  it('is counted from the trigger over all waits, and over time limits', () => {
    expect(timesOf('welcome-series')).toEqual(['tour: after 2 days', 'check: after 7 days']);
    expect(timesOf('trial-rescue')).toEqual(['come-back: after 2 days', 'last-call: after 9 days']);
    expect(timesOf('inactive-members')).toEqual(['come-by: after 14 days']);
  });

  it('is a date where one decides', () => {
    expect(timesOf('save-cancellation')).toEqual(['listen: after 1 day', 'last-days: 3 days before the end date, at 09:00']);
  });

  it('names hours beside days, and is immediate without a wait', () => {
    const graph: Graph = {
      ...emptyGraph,
      nodes: [
        { id: 't', kind: 'trigger', config: { eventType: 'tag.added' } },
        { id: 'now', kind: 'sendEmail', config: {} },
        { id: 'd', kind: 'waitDuration', config: { amount: 1, unit: 'weeks' } },
        { id: 'h', kind: 'waitDuration', config: { amount: 3, unit: 'hours' } },
        { id: 'late', kind: 'sendEmail', config: {} },
        { id: 'loose', kind: 'sendEmail', config: {} },
      ],
      edges: ['t>now', 'now>d', 'd>h', 'h>late'].map((line) => {
        const [source = '', target = ''] = line.split('>');
        return { source, port: 'next', target };
      }),
    };
    expect(sendTimes(graph)).toEqual([
      { nodeId: 'now', when: 'immediately' },
      { nodeId: 'late', when: 'after 7 days and 3 hours' },
    ]);
  });
});
