import { z } from 'zod';
import { own } from '../../../conditions/own.js';
import type { GraphNode } from '../../graph.js';
import type { RetryWindow } from '../../retry-window.js';
import { nextPort, type Port } from '../definition.js';
import { setting } from '../form.js';

/** The port of people for whom a step failed, if it has a branch. */
export const failedPort = 'failed';

/** Labels of {@link retryWindows}. */
export const windowLabels: Readonly<Record<RetryWindow, string>> = {
  minutes15: '15 minutes',
  hours2: '2 hours',
  day1: '1 day',
  days3: '3 days',
};

/** The windows in the order of a list. */
export const windowNames = ['minutes15', 'hours2', 'day1', 'days3'] as const satisfies readonly RetryWindow[];

/** The setting for what happens when a step has failed and is not retried any more. */
export const onFailure = () =>
  setting(z.enum(['park', 'branch']).default('park'), {
    title: 'If it still fails',
    help: 'A mistake in the step itself, such as a deleted email, always needs attention.',
    control: 'select',
    options: { park: 'The journey needs attention', branch: 'Take another branch' },
  });

const withFailed: readonly Port[] = [
  { id: 'next', label: 'done', name: 'When it is done' },
  { id: failedPort, label: 'failed', name: 'If it fails' },
];

/** The ports of a step that calls outside. Works on incomplete settings. */
export const portsOfCall = (config: unknown): readonly Port[] => (own(config, 'onFailure') === 'branch' ? withFailed : nextPort);

/** Failures of other systems, by their codes. The others are mistakes that staff have to correct. */
const elsewhere: ReadonlySet<string> = new Set([
  'mail_refused',
  'mail_unreachable',
  'url_refused',
  'url_unreachable',
  'stripe_refused',
  'stripe_unavailable',
]);

/** Whether a run whose step failed continues on the branch for that. */
export const takesFailedBranch = ({ config }: Pick<GraphNode, 'config'>, code: string): boolean =>
  elsewhere.has(code) && portsOfCall(config).some(({ id }) => id === failedPort);
