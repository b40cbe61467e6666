import { defineNode } from '../definition.js';
import { planExit } from './plan.js';
import { ExitConfig } from './schema.js';

/** Ends the run. */
export const exit = defineNode({
  kind: 'exit',
  family: 'end',
  label: 'Exit',
  description: 'Ends the automation for the person.',
  icon: 'door-exit',
  schema: ExitConfig,
  defaults: { note: '' },
  mainPort: null,
  ports: () => [],
  summary: ({ note }) => (note ? `Exit: ${note}` : 'Exit the automation'),
  plan: planExit,
});
