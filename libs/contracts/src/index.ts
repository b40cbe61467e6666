export * from './admin-pages.js';
export {
  type SchoolScoped,
  type StartPolicy,
  type WorkflowDefinition,
  waitingForQuery,
  wakeSignal,
} from './definition.js';
export * from './external-effects.js';
export * from './failures.js';
export * from './request-header.js';
export * from './search-attributes.js';
export * from './system-mail-events.js';
export * from './task-queues.js';
export * from './wait-reasons.js';
export * from './workflow-calls.js';
export * from './workflows/index.js';
