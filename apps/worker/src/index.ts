export { bundleWorkflows, workflowBundle } from './bundle.js';
export { type Composition, compose } from './composition.js';
export { DatedPasses } from './dated-passes.js';
export { Housekeeping } from './housekeeping.js';
export { temporalLog, type WorkerLogger } from './log.js';
export { activityTrail, requestTrail } from './request-trail.js';
export { StripeRecovery } from './stripe-recovery.js';
export { StuckWorkflows } from './stuck-workflows.js';
export { cache, createWorkers } from './workers.js';
