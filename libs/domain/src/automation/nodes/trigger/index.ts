import { describeEvent, scopeOfEvent } from '../../../conditions/index.js';
import { defineNode } from '../definition.js';
import { planTrigger } from './plan.js';
import { TriggerConfig } from './schema.js';

/** Starts the automation for a person when something happens. */
export const trigger = defineNode({
  kind: 'trigger',
  family: 'when',
  label: 'Trigger',
  description: 'Starts the automation when something happens to a person.',
  icon: 'bolt',
  schema: TriggerConfig,
  defaults: { eventType: 'membership.purchased', filters: { match: 'all', tests: [] } },
  mainPort: 'next',
  ports: () => [{ id: 'next', label: 'then', required: true }],
  summary: ({ eventType, filters }, names) => `When ${describeEvent(eventType, filters, names)}`,
  plan: planTrigger,
  conditions: ({ eventType, filters }) => [{ path: 'filters', condition: filters, scope: scopeOfEvent(eventType) }],
});
