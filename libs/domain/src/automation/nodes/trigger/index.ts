import { type FieldScope, scopeOfEvent } from '../../../conditions/index.js';
import { defineNode, type SettingProblem } from '../definition.js';
import { planTrigger } from './plan.js';
import { TriggerConfig } from './schema.js';
import { describeTrigger } from './summary.js';

/** Starts the automation for a person when something happens, or when a time comes. */
export const trigger = defineNode({
  kind: 'trigger',
  family: 'when',
  label: 'Trigger',
  description: 'Starts the automation when something happens to a person.',
  icon: 'bolt',
  schema: TriggerConfig,
  defaults: TriggerConfig.parse({ eventType: 'membership.purchased' }),
  mainPort: 'next',
  ports: () => [{ id: 'next', label: 'then', required: true }],
  summary: describeTrigger,
  plan: planTrigger,
  conditions: ({ eventType, filters }) => [{ path: 'filters', condition: filters, scope: scopeOfEvent(eventType) }],
  check,
});

/** A contact field that has no dates, where the fields of the school are known. */
function check({ eventType, dateOf, field }: TriggerConfig, { contactFields }: FieldScope): SettingProblem[] {
  if (eventType !== 'date.reached' || dateOf !== 'field') return [];
  const definition = contactFields?.find(({ id }) => id === field);
  if (!definition || definition.type === 'date') return [];
  return [{ path: 'field', message: `“${definition.name}” is not a date.`, fix: 'Choose a contact field of the kind “Date”.' }];
}
