import { z } from 'zod';
import { Condition } from '../../../conditions/index.js';
import { setting } from '../form.js';
import { BranchId, BranchLabel, hasTwins } from '../shared/branches.js';

/** The port of everyone who meets the conditions of no branch. */
export const otherwisePort = 'otherwise';

/** The most branches of one step, without the last one for everyone else. */
export const mostBranches = 10;

/** One branch and its conditions. */
export const BranchPath = z.object({
  port: BranchId.refine((port) => port !== otherwisePort, { error: 'This ID is reserved for the branch “Otherwise”.' }),
  label: BranchLabel,
  condition: Condition.refine(({ tests }) => tests.length > 0, { error: 'Add at least one condition.' }),
});
export type BranchPath = z.output<typeof BranchPath>;

/** Branches in order. The first one whose conditions are met is taken. */
export const BranchConfig = z
  .object({
    paths: setting(
      z
        .array(BranchPath)
        .min(1, { error: 'Add a branch.' })
        .max(mostBranches, { error: `Use at most ${mostBranches} branches.` }),
      {
        title: 'Branches',
        help: 'Checked from top to bottom. The first branch whose conditions are met is taken.',
        control: 'branches',
      },
    ),
  })
  .superRefine(({ paths }, context) => {
    if (hasTwins(paths)) context.addIssue({ code: 'custom', path: ['paths'], message: 'Two branches have the same ID.' });
  });
export type BranchConfig = z.output<typeof BranchConfig>;
