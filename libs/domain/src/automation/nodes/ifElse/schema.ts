import { z } from 'zod';
import { Condition } from '../../../conditions/index.js';
import { setting } from '../form.js';

/** A condition with a branch for yes and one for no. */
export const IfElseConfig = z.object({
  condition: setting(
    Condition.refine(({ tests }) => tests.length > 0, { error: 'Add at least one condition.' }),
    { title: 'If', control: 'condition' },
  ),
});
export type IfElseConfig = z.output<typeof IfElseConfig>;
