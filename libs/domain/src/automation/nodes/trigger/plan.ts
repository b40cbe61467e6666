import { eventLabel } from '../../../conditions/index.js';
import type { NodeOutcome } from '../definition.js';
import type { TriggerConfig } from './schema.js';

/** A run that stands at its trigger has been let in already: the filters were decided when the event arrived. */
export const planTrigger = (config: TriggerConfig): NodeOutcome => ({
  kind: 'go',
  port: 'next',
  reason: `Started by “${eventLabel(config.eventType)}”.`,
});
