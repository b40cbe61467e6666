import { z } from 'zod';

/** Which graph the scenarios of the draft are run against. */
export const ScenarioRunInput = z
  .object({ against: z.enum(['draft', 'published']).default('draft') })
  .prefault({})
  .meta({ id: 'ScenarioRunInput' });
export type ScenarioRunInput = z.output<typeof ScenarioRunInput>;

/** The result of every scenario of an automation. */
export const ScenarioRun = z
  .object({
    /** Whether every scenario passed. */
    passed: z.boolean(),
    results: z.array(
      z
        .object({
          id: z.string(),
          name: z.string(),
          passed: z.boolean(),
          /** What differs from what the scenario expects. */
          differences: z.array(z.string()),
        })
        .meta({ id: 'ScenarioResult' }),
    ),
  })
  .meta({ id: 'ScenarioRun' });
export type ScenarioRun = z.output<typeof ScenarioRun>;
