import { describeCondition, type FieldScope } from '../../../conditions/index.js';
import { publicEventTypes } from '../../../events/catalogue.js';
import { defineNode } from '../definition.js';
import { planIfElse } from './plan.js';
import { IfElseConfig } from './schema.js';

/** All events, because a card is drawn without knowing which trigger comes before it. */
const anyEvent: FieldScope = { eventTypes: publicEventTypes };

/** Takes one of two branches. */
export const ifElse = defineNode({
  kind: 'ifElse',
  family: 'decide',
  label: 'If / else',
  description: 'Splits into two branches by a condition on the person or the event.',
  icon: 'arrows-split-2',
  schema: IfElseConfig,
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
