import { z } from 'zod';
import { conditionSchema } from '../../../conditions/index.js';
import { setting } from '../form.js';

/** A question with two ways out. */
export const ifElseSchema = z.object({
  condition: setting(
    conditionSchema.refine(({ tests }) => tests.length > 0, { error: 'Add at least one condition.' }),
    { title: 'If', control: 'condition' },
  ),
});

/** Settings of a decision. */
export type IfElseConfig = z.output<typeof ifElseSchema>;
