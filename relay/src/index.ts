export { OutboxLanes } from './outbox.js';
export { Relay, type RelayLog, type RelayOptions, type WorkflowPort } from './relay.js';
export { RelayNotifier } from './relay-notifier.js';
export { AutomationMatcher } from './routes/automations.js';
export { featureRouters } from './routes/index.js';
export { WorkflowCaller } from './workflow-caller.js';
