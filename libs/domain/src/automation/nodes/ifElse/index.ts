import { describeCondition, type FieldScope } from '../../../conditions/index.js';
import { publicEventTypes } from '../../../events/catalogue.js';
import { defineNode } from '../definition.js';
import { planIfElse } from './plan.js';
import { ifElseSchema } from './schema.js';

/** Any event: a card is written without knowing the trigger it stands behind. */
const anyEvent: FieldScope = { eventTypes: publicEventTypes };

/** Takes one of two ways. */
export const ifElse = defineNode({
  kind: 'ifElse',
  family: 'decide',
  label: 'If / else',
  description: 'Splits into two branches by a condition on the person or the event.',
  icon: 'arrows-split-2',
  schema: ifElseSchema,
  defaults: { condition: { match: 'all', tests: [] } },
  mainPort: 'no',
  ports: () => [
    { id: 'yes', label: 'yes' },
    { id: 'no', label: 'no' },
  ],
  summary: ({ condition }, names) => `If ${describeCondition(condition, anyEvent, names)}`,
  plan: planIfElse,
  conditions: ({ condition }, scope) => [{ path: 'condition', condition, scope }],
});
