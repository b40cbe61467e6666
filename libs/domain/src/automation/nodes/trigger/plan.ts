import { eventLabel } from '../../../conditions/index.js';
import type { NodeOutcome } from '../definition.js';
import type { TriggerConfig } from './schema.js';

/** Always continues: the filters were evaluated when the event arrived, before the run began. */
export const planTrigger = (config: TriggerConfig): NodeOutcome => ({
  kind: 'go',
  port: 'next',
  reason: `Started by “${eventLabel(config.eventType)}”.`,
});
