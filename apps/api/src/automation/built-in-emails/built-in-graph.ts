import { Graph } from '@perennial/domain/automation';
import { type BuiltInMessage } from '@perennial/domain/messaging';

/** A built-in message as an automation: a trigger and the email that it sends. */
export function builtInGraph(message: BuiltInMessage, templateId: string): Graph {
  const tests = Object.entries(message.trigger.filters ?? {}).map(([name, value]) =>
    typeof value === 'boolean'
      ? { field: `event.${name}`, operator: value ? 'isTrue' : 'isFalse', value: null }
      : { field: `event.${name}`, operator: 'is', value },
  );
  return Graph.parse({
    schemaVersion: 1,
    nodes: [
      {
        id: 'trigger',
        kind: 'trigger',
        config: { eventType: message.trigger.eventType, filters: { match: 'all', tests } },
        position: { x: 0, y: 0 },
      },
      {
        id: 'mail',
        kind: 'sendEmail',
        config: { templateId, audience: message.audience, category: message.category },
        position: { x: 0, y: 160 },
      },
    ],
    edges: [{ source: 'trigger', port: 'next', target: 'mail' }],
  });
}
