import { describe, expect, it } from '@jest/globals';
import { type BuiltInMessage, builtInMessages } from '../../messaging/index.js';
import type { Graph } from '../graph.js';
import { immediateEmails, occasionOf } from '../overlaps.js';
import { automationTemplates } from './index.js';

/** The event to which each email of a graph responds without a wait in between. */
const answersOf = (graph: Graph): { mail: string; audience: string; occasion: string }[] =>
  immediateEmails(graph).map(({ nodeId, audience, eventType }) => ({ mail: nodeId, audience, occasion: occasionOf(eventType) }));

const defaults: readonly BuiltInMessage[] = builtInMessages.filter((message: BuiltInMessage) => message.enabledByDefault);
const occasionsFor = (audience: string) =>
  defaults.filter((each) => each.audience === audience).map(({ trigger }) => occasionOf(trigger.eventType));

describe('emails about one thing', () => {
  it.each(automationTemplates.map((template) => [template.id, template] as const))(
    '%s, created as it is, does not repeat a built-in message',
    (_id, template) => {
      expect(answersOf(template.build({})).filter(({ audience, occasion }) => occasionsFor(audience).includes(occasion))).toEqual(
        [],
      );
    },
  );

  it('are not sent by two templates', () => {
    const all = automationTemplates.flatMap(({ build }) => answersOf(build({})));
    expect(new Set(all.map(({ audience, occasion }) => `${audience} ${occasion}`)).size).toBe(all.length);
  });

  it('are not sent by two built-in messages that are on from the start', () => {
    for (const audience of ['contact', 'staff'])
      expect(occasionsFor(audience)).toHaveLength(new Set(occasionsFor(audience)).size);
  });

  it('a paused trial has its own message, and is not also reported as lost access', () => {
    expect(builtInMessages.find(({ key }) => key === 'member.access_lost')?.trigger).toMatchObject({
      filters: { trialEnded: false },
    });
  });

  it('would be found: an immediate email after a failed payment repeats the built-in one', () => {
    const graph: Graph = {
      schemaVersion: 1,
      nodes: [
        { id: 'start', kind: 'trigger', config: { eventType: 'payment.failed' } },
        { id: 'tag', kind: 'addTag', config: { tag: '01920000-0000-7000-8000-000000000009' } },
        { id: 'mail', kind: 'sendEmail', config: { audience: 'contact' } },
      ],
      edges: [
        { source: 'start', port: 'next', target: 'tag' },
        { source: 'tag', port: 'next', target: 'mail' },
      ],
      entry: { policy: 'every_event' },
      exitRules: [],
      goal: null,
    };
    expect(answersOf(graph)).toEqual([{ mail: 'mail', audience: 'contact', occasion: 'payment.failed' }]);
    expect(occasionsFor('contact')).toContain('payment.failed');
  });
});
