import type { Plan } from '@perennial/db';

/** A membership that waits for its payment page. */
export interface Purchase {
  readonly schoolId: string;
  readonly plan: Plan;
  readonly membershipId: string;
  readonly contactId: string;
  readonly onTestClock: boolean;
  /** 0 if the plan has no trial or this person has had one. */
  readonly trialDays: number;
}
