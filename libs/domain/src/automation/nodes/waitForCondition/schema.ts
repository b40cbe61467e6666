import { z } from 'zod';
import { Condition } from '../../../conditions/index.js';
import { setting } from '../form.js';
import { DurationAmount, DurationUnit, isTooLong, unitOptions } from '../shared/duration.js';

/** What must become true, and a time limit. */
export const WaitForConditionConfig = z
  .object({
    condition: setting(
      Condition.refine(({ tests }) => tests.length > 0, { error: 'Add at least one condition.' }),
      {
        title: 'Until',
        help: 'If it is true already, the journey continues immediately.',
        control: 'condition',
      },
    ),
    timeoutAmount: setting(DurationAmount, { title: 'Time limit', control: 'number' }),
    timeoutUnit: setting(DurationUnit, { title: 'Unit', control: 'select', options: unitOptions }),
  })
  .refine(({ timeoutAmount, timeoutUnit }) => !isTooLong({ amount: timeoutAmount, unit: timeoutUnit }), {
    path: ['timeoutAmount'],
    error: 'Use at most ten years.',
  });
export type WaitForConditionConfig = z.output<typeof WaitForConditionConfig>;

/** The port of people for whom it did not become true in time. */
export const notInTimePort = 'timeout';
