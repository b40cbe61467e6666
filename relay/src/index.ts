export type { WorkflowPort } from './batch.js';
export { Decider } from './decider.js';
export type { RelayLog } from './log.js';
export { OutboxLanes } from './outbox.js';
export { Relay, type RelayOptions } from './relay.js';
export { RelayNotifier } from './relay-notifier.js';
export { AutomationMatcher } from './routes/automations.js';
export { featureRouters } from './routes/index.js';
export { WorkflowCaller } from './workflow-caller.js';
