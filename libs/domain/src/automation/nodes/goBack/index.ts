import { defineNode, nextPort } from '../definition.js';
import { named } from '../shared/named.js';
import { atMost, planGoBack } from './plan.js';
import { GoBackConfig } from './schema.js';

/** Repeats the steps from an earlier one, a limited number of times. */
export const goBack = defineNode({
  kind: 'goBack',
  family: 'decide',
  label: 'Go back',
  description: 'Repeats the steps from an earlier one, a limited number of times.',
  icon: 'repeat',
  schema: GoBackConfig,
  defaults: { target: '', times: 3 },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ target, times }, names) => `Go back to ${named('', names('step', target)) ?? 'an earlier step'}, ${atMost(times)}`,
  plan: planGoBack,
});
