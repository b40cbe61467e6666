import type { EnrolmentInput } from '@perennial/contracts';
import type { Services } from '../platform/services.js';
import { type EnrolmentSyncResult, syncEnrolment } from './sync-enrolment.js';

/** Activities of the enrolment workflow. */
export interface LearningActivities {
  syncEnrolment(input: EnrolmentInput): Promise<EnrolmentSyncResult>;
}

/** Wires {@link LearningActivities}. */
export const createLearningActivities = (services: Services): LearningActivities => ({
  syncEnrolment: (input) => syncEnrolment(services, input),
});
