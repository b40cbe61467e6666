import { z } from 'zod';

export const ForecastQuery = z.object({ days: z.enum(['7', '30']).default('7') });
export type ForecastQuery = z.output<typeof ForecastQuery>;

const Day = z.iso.date();
const counts = {
  /** Journeys that continue. */
  people: z.int(),
  /** Emails that follow on every branch, and those that depend on a condition. */
  emails: z.int(),
  possibleEmails: z.int(),
  /** Changes of access, likewise. */
  access: z.int(),
  possibleAccess: z.int(),
};

/** What the timers of the next days lead to, until the next wait of each journey. */
export const Forecast = z
  .object({
    /** Every day of the period, in the time zone of the school. */
    days: z.array(z.object({ day: Day, ...counts }).meta({ id: 'ForecastDay' })),
    /** By automation and day; days without any are left out. */
    automations: z.array(
      z
        .object({ id: z.uuid(), name: z.string(), days: z.array(z.object({ day: Day, ...counts })) })
        .meta({ id: 'ForecastAutomation' }),
    ),
    /** Days on which far more emails are due than on the others. */
    spikes: z.array(Day),
    /** People who may get emails of several automations on one day: how many, and the first of them. */
    several: z.object({
      total: z.int(),
      items: z.array(
        z.object({
          contact: z.object({ id: z.uuid(), name: z.string(), email: z.string() }),
          day: Day,
          automationIds: z.array(z.uuid()),
        }),
      ),
    }),
    /** People whom a pause holds. They are not counted. */
    held: z.int(),
  })
  .meta({ id: 'Forecast' });
export type Forecast = z.output<typeof Forecast>;
