import { defineNode } from '../definition.js';
import { planExit } from './plan.js';
import { exitSchema } from './schema.js';

/** Ends the journey here. */
export const exit = defineNode({
  kind: 'exit',
  family: 'end',
  label: 'Exit',
  description: 'Ends the automation for the person.',
  icon: 'door-exit',
  schema: exitSchema,
  defaults: { note: '' },
  mainPort: null,
  ports: () => [],
  summary: ({ note }) => (note ? `Leave: ${note}` : 'Leave the automation'),
  plan: planExit,
});
