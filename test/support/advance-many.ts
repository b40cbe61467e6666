import type { AdvanceInput, AdvanceManyInput, AdvanceManyResult, AdvanceResult } from '@perennial/activities';

/** The activity for several runs, from a spec's own activity for one: in their order, without a result for one that fails. */
export const advanceManyWith =
  (advance: (input: AdvanceInput) => Promise<AdvanceResult>) =>
  async ({ schoolId, runs }: AdvanceManyInput): Promise<AdvanceManyResult> => {
    const results: (AdvanceResult | null)[] = [];
    for (const run of runs) results.push(await advance({ schoolId, ...run }).catch(() => null));
    return { results };
  };
