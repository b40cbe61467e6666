import type { WorkflowName } from '@perennial/contracts';

/** Workflows that run for as long as their entity lives. */
export const watched = [
  'membership',
  'automationRun',
  'waitGroup',
  'enrolment',
  'grant',
  'reconcile',
  'certificate',
  'testClock',
  'contactImport',
  'moveRuns',
] as const satisfies readonly WorkflowName[];

/** One of {@link watched}. */
export type Watched = (typeof watched)[number];
