import { describe, expect, it } from '@jest/globals';
import type { EventType } from '../../events/catalogue.js';
import { type BuiltInMessage, builtInMessages } from '../../messaging/index.js';
import type { Graph } from '../graph.js';
import { automationTemplates } from './index.js';

/** Events that are recorded at the same moment for the same reason: two emails about them are emails about one thing. */
const occasions: Readonly<Partial<Record<EventType, string>>> = {
  'course.completed': 'completion',
  'certificate.issued': 'completion',
  'trial.ended': 'end of a trial',
  'trial.ended_without_card': 'end of a trial',
  'membership.purchased': 'purchase',
  'trial.started': 'purchase',
  'access.opened': 'purchase',
  'cancellation.scheduled': 'cancellation',
  'membership.ended': 'end of access',
  'access.closed': 'end of access',
};
const occasionOf = (type: EventType): string => occasions[type] ?? type;

/** What each email of a graph answers without a wait in between: the event that starts it, or the one a wait was ended by. */
function answersOf(graph: Graph): { mail: string; audience: string; occasion: string }[] {
  const kindOf = (id: string) => graph.nodes.find((node) => node.id === id)!;
  const before = (id: string, seen: readonly string[] = []): EventType[] =>
    graph.edges
      .filter(({ target, source }) => target === id && !seen.includes(source))
      .flatMap(({ source, port }): EventType[] => {
        const node = kindOf(source);
        if (node.kind === 'trigger') return [node.config.eventType as EventType];
        if (node.kind === 'waitForEvent') {
          const paths = node.config.paths as readonly { port: string; eventType: EventType }[];
          return paths.filter((path) => path.port === port).map(({ eventType }) => eventType);
        }
        return node.kind === 'waitDuration' || node.kind === 'waitUntil' ? [] : before(source, [...seen, id]);
      });
  return graph.nodes
    .filter(({ kind }) => kind === 'sendEmail')
    .flatMap(({ id, config }) =>
      before(id).map((type) => ({ mail: id, audience: String(config.audience), occasion: occasionOf(type) })),
    );
}

const defaults: readonly BuiltInMessage[] = builtInMessages.filter((message: BuiltInMessage) => message.enabledByDefault);
const told = (audience: string) =>
  defaults.filter((each) => each.audience === audience).map(({ trigger }) => occasionOf(trigger.eventType));

describe('emails about one thing', () => {
  it.each(automationTemplates.map((template) => [template.id, template] as const))(
    '%s, created as it is, does not repeat a built-in message',
    (_id, template) => {
      expect(answersOf(template.build({})).filter(({ audience, occasion }) => told(audience).includes(occasion))).toEqual([]);
    },
  );

  it('are not sent by two templates', () => {
    const all = automationTemplates.flatMap(({ build }) => answersOf(build({})));
    expect(new Set(all.map(({ audience, occasion }) => `${audience} ${occasion}`)).size).toBe(all.length);
  });

  it('are not sent by two built-in messages that are on from the start', () => {
    for (const audience of ['contact', 'staff']) expect(told(audience)).toHaveLength(new Set(told(audience)).size);
  });

  it('a trial that pauses is told by its own message, not also as lost access', () => {
    expect(builtInMessages.find(({ key }) => key === 'member.access_lost')?.trigger).toMatchObject({
      filters: { trialEnded: false },
    });
  });

  it('would be found: an immediate email after a failed payment repeats the built-in one', () => {
    const graph: Graph = {
      schemaVersion: 1,
      nodes: [
        { id: 'start', kind: 'trigger', config: { eventType: 'payment.failed' } },
        { id: 'tag', kind: 'addTag', config: { tag: 'x' } },
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
    expect(told('contact')).toContain('payment.failed');
  });
});
