import { z } from 'zod';
import { always, Condition } from '../../../conditions/index.js';
import { awaitableEventTypes } from '../../../events/catalogue.js';
import { propertyName } from '../../same-record.js';
import { setting } from '../form.js';
import { BranchId, BranchLabel, hasTwins } from '../shared/branches.js';
import { DurationAmount, DurationUnit, isTooLong, unitOptions } from '../shared/duration.js';

/** The port taken when none of the events occurred in time. */
export const timeoutPort = 'timeout';

const samePropertySchema = z
  .string()
  .regex(propertyName, { error: 'Use the name of a property: letters, digits, dashes and underscores.' })
  .nullish();

/** One event to wait for, with its own branch. */
export const EventPath = z.object({
  port: BranchId.refine((port) => port !== timeoutPort, { error: 'This name is reserved for the timeout branch.' }),
  label: BranchLabel,
  eventType: z.enum(awaitableEventTypes, { error: 'Choose an event.' }),
  filters: Condition.default(always),
  sameRecord: z.boolean().default(true),
  /** Property or field that must have the value it had when the run started. */
  sameProperty: samePropertySchema,
});
export type EventPath = z.output<typeof EventPath>;

/** The most events that one step waits for. */
export const mostEventPaths = 10;

/** One or more events, of which the first decides, and a time limit. */
export const WaitForEventConfig = z
  .object({
    paths: setting(z.array(EventPath).min(1, { error: 'Add an event to wait for.' }).max(mostEventPaths), {
      title: 'Wait for',
      help: 'The first event to happen decides the branch.',
      control: 'eventPaths',
    }),
    timeoutAmount: setting(DurationAmount, { title: 'Time limit', control: 'number' }),
    timeoutUnit: setting(DurationUnit, { title: 'Unit', control: 'select', options: unitOptions }),
    lookBackMinutes: setting(z.int().min(0).max(43_200).default(5), {
      title: 'Look back, in minutes',
      help: 'Also counts events shortly before this step, so that an event during the previous step is not missed.',
      control: 'number',
    }),
  })
  .superRefine(({ paths, timeoutAmount, timeoutUnit }, context) => {
    if (isTooLong({ amount: timeoutAmount, unit: timeoutUnit })) {
      context.addIssue({ code: 'custom', path: ['timeoutAmount'], message: 'Use at most ten years.' });
    }
    if (hasTwins(paths)) {
      context.addIssue({ code: 'custom', path: ['paths'], message: 'Two events use the same branch name.' });
    }
  });
export type WaitForEventConfig = z.output<typeof WaitForEventConfig>;
