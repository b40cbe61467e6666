import { defineNode, nextPort } from '../definition.js';
import { named } from '../shared/named.js';
import { planStartAutomation } from './plan.js';
import { StartAutomationConfig } from './schema.js';

/** Starts another automation for the person. */
export const startAutomation = defineNode({
  kind: 'startAutomation',
  family: 'act',
  label: 'Start automation',
  description: 'Adds the person to another automation, without waiting for it.',
  icon: 'player-play',
  schema: StartAutomationConfig,
  defaults: { automation: '' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ automation }, names) => `Start ${named('the automation', names('automation', automation)) ?? 'another automation'}`,
  plan: planStartAutomation,
});
