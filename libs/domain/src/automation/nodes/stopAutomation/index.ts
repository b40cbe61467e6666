import { defineNode, nextPort } from '../definition.js';
import { named } from '../shared/named.js';
import { planStopAutomation } from './plan.js';
import { StopAutomationConfig } from './schema.js';

/** Stops another automation for the person. */
export const stopAutomation = defineNode({
  kind: 'stopAutomation',
  family: 'act',
  label: 'Stop automation',
  description: 'Ends the person’s journeys through another automation.',
  icon: 'player-stop',
  schema: StopAutomationConfig,
  defaults: { automation: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ automation }, names) => `Stop ${named('the automation', names('automation', automation)) ?? 'another automation'}`,
  plan: planStopAutomation,
});
