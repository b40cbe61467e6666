import { z } from 'zod';
import { setting } from '../form.js';
import { BranchId, BranchLabel, hasTwins } from '../shared/branches.js';

/** How many paths a split can have. */
export const splitPaths = { least: 2, most: 5 } as const;

/** The percentage of people that a path can have. */
export const splitShare = { least: 1, most: 99 } as const;

/** One path and the percentage of people who take it. */
export const SplitPath = z.object({
  port: BranchId,
  label: BranchLabel,
  share: z
    .int({ error: 'Use a whole number.' })
    .min(splitShare.least, { error: `Use at least ${splitShare.least}%.` })
    .max(splitShare.most, { error: `Use at most ${splitShare.most}%.` }),
});
export type SplitPath = z.output<typeof SplitPath>;

/** Paths that people take at random, by their shares. */
export const SplitConfig = z
  .object({
    paths: setting(
      z
        .array(SplitPath)
        .min(splitPaths.least, { error: `Use at least ${splitPaths.least} paths.` })
        .max(splitPaths.most, { error: `Use at most ${splitPaths.most} paths.` }),
      {
        title: 'Paths',
        help: 'Someone who enters again takes the same path again, as long as the shares stay the same.',
        control: 'shares',
      },
    ),
  })
  .superRefine(({ paths }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['paths'], message });
    if (hasTwins(paths)) refuse('Two paths have the same ID.');
    const total = totalOf(paths);
    if (total !== 100) refuse(`The shares add up to ${total}%. They must add up to 100%.`);
  });
export type SplitConfig = z.output<typeof SplitConfig>;

/** The sum of all shares. */
export const totalOf = (paths: readonly { readonly share: number }[]): number =>
  paths.reduce((total, { share }) => total + share, 0);
