import { z } from 'zod';

export const ResultsQuery = z.object({ days: z.enum(['7', '30', '90']).default('30') });
export type ResultsQuery = z.output<typeof ResultsQuery>;

/** What became of the people who entered an automation within some days, without those on test clocks. */
export const AutomationResults = z
  .object({
    entered: z.int(),
    /** Running and waiting. */
    inProgress: z.int(),
    needAttention: z.int(),
    completed: z.int(),
    /** By an exit rule, an exit step or staff. */
    exited: z.int(),
    /** Null while the automation names no goal. */
    goal: z
      .object({
        reached: z.int(),
        /** Payments of these people within 30 days after they entered, in the currency of the school. */
        revenue: z.object({ amount: z.int(), currency: z.string() }),
      })
      .nullable(),
    /** Every day, in the time zone of the school: who entered, and how many of them have reached the goal since. */
    days: z.array(z.object({ day: z.iso.date(), entered: z.int(), reached: z.int() }).meta({ id: 'ResultsDay' })),
    /** By step and email. */
    emails: z.array(
      z
        .object({
          nodeId: z.string(),
          template: z.object({ id: z.uuid(), name: z.string() }).nullable(),
          sent: z.int(),
          failed: z.int(),
          /** Due and not sent, because the person has not agreed to marketing email. */
          withheld: z.int(),
          /** People who unsubscribed within three days after it. */
          unsubscribed: z.int(),
        })
        .meta({ id: 'ResultsEmail' }),
    ),
  })
  .meta({ id: 'AutomationResults' });
export type AutomationResults = z.output<typeof AutomationResults>;
