import type { EventRouter } from '../router.js';
import { certificates } from './certificates.js';
import { contactImports } from './contact-imports.js';
import { enrolments } from './enrolments.js';
import { grants } from './grants.js';
import { memberships } from './memberships.js';
import { reconciliation } from './reconciliation.js';
import { restarts } from './restarts.js';
import { runs } from './runs.js';
import { systemMails } from './system-mails.js';
import { testClocks } from './test-clocks.js';
import { waits } from './waits.js';

const lifecycle: readonly EventRouter[] = [
  memberships,
  grants,
  enrolments,
  certificates,
  systemMails,
  contactImports,
  reconciliation,
  testClocks,
  runs,
];

/** Routers of all features, in the order in which they see an event. Runs that wait see it before new runs enter. */
export const featureRouters = (automations: EventRouter): readonly EventRouter[] => [
  ...lifecycle,
  restarts(lifecycle),
  waits,
  automations,
];
