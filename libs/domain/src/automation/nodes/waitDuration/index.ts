import { defineNode, nextPort } from '../definition.js';
import { describeDuration, needsZone } from '../shared/duration.js';
import { planWaitDuration } from './plan.js';
import { WaitDurationConfig } from './schema.js';

/** Waits for a length of time. */
export const waitDuration = defineNode({
  kind: 'waitDuration',
  family: 'wait',
  label: 'Wait',
  description: 'Waits for minutes, hours, days or weeks.',
  icon: 'hourglass',
  schema: WaitDurationConfig,
  defaults: { amount: 1, unit: 'days', time: null },
  mainPort: 'next',
  ports: () => nextPort,
  summary: (config) => {
    const at = config.time && needsZone(config) ? `, until ${config.time} in their time zone` : '';
    return `Wait ${describeDuration(config)}${at}`;
  },
  plan: planWaitDuration,
});
