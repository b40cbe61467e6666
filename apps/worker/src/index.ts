export { bundleWorkflows, workflowBundle } from './bundle.js';
export { type Composition, compose } from './composition.js';
export { Housekeeping } from './housekeeping.js';
export { createLogger } from './log.js';
export { AutomationMatcher } from './relay/automation-matcher.js';
export type { TemporalCall } from './relay/calls.js';
export { OutboxReader } from './relay/outbox.js';
export { Relay, type TemporalPort } from './relay/relay.js';
export { createWorkers } from './workers.js';
