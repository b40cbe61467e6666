import { z } from 'zod';
import { TimelineEntry } from '../../people/timeline/timeline.schemas.js';
import { MinorUnits } from '../../platform/http/schemas.js';

export const Home = z
  .object({
    needsYou: z.object({
      parkedRuns: z.int(),
      stuckWorkflows: z.int(),
      failedCertificates: z.int(),
      failedPayments: z.int(),
      membershipProblems: z.int(),
      /** Questions of journeys that the signed-in person may decide. */
      approvals: z.int(),
    }),
    today: z.object({
      newMembers: z.int(),
      revenueAmount: MinorUnits,
      currency: z.string(),
      mailsSent: z.int(),
      lessonsCompleted: z.int(),
    }),
    lately: z.array(TimelineEntry),
  })
  .meta({ id: 'Home' });
export type Home = z.output<typeof Home>;
