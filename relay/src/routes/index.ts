import type { AnyRouter, BatchRouter, EventRouter } from '../router.js';
import { certificates } from './certificates.js';
import { declaredStarts } from './declared-starts.js';
import { enrolments } from './enrolments.js';
import { entryRequests } from './entry-requests.js';
import { grants } from './grants.js';
import { memberships } from './memberships.js';
import { restarts } from './restarts.js';
import { runs } from './runs.js';
import { waits } from './waits.js';

const lifecycle: readonly EventRouter[] = [memberships, grants, enrolments, ...declaredStarts, runs];

/** Routers of all features, in the order in which they see an event. Runs that wait see it before new runs enter. */
export const featureRouters = (segments: BatchRouter, automations: BatchRouter): readonly AnyRouter[] => [
  ...lifecycle,
  restarts([...lifecycle, certificates]),
  certificates,
  entryRequests,
  segments,
  waits,
  automations,
];
