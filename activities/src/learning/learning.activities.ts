import type { EnrolmentInput } from '@perennial/contracts';
import type { House } from '../context.js';
import { type EnrolmentSyncResult, syncEnrolment } from './sync-enrolment.js';

/** Activities of the enrolment workflow. */
export interface LearningActivities {
  syncEnrolment(input: EnrolmentInput): Promise<EnrolmentSyncResult>;
}

/** Wires {@link LearningActivities}. */
export const createLearningActivities = (house: House): LearningActivities => ({
  syncEnrolment: (input) => syncEnrolment(house, input),
});
