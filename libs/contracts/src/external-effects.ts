import type { ExternalEffect } from '@perennial/domain/automation';
import type { FailureCode } from './failures.js';
import type { TaskQueue } from './task-queues.js';

/** How the activity of an effect is retried; the profiles are in `workflows/src/activity-options.ts`. */
export type EffectProfile = 'delivery' | 'call';

/** What a workflow knows about an external effect. */
export interface ExternalEffectContract {
  /** Shown to operators. */
  readonly label: string;
  readonly profile: EffectProfile;
  /** Failure code of an effect that failed without its own code, for example after a timeout. */
  readonly fallback: FailureCode;
  /** Queue of its activity. */
  readonly queue: TaskQueue;
  /** Queue for a call to a host that has no free place in `queue` (`host_busy`). */
  readonly busyQueue?: TaskQueue;
}

/** Every external effect, by its kind, which is also the name of its activity. */
export const externalEffects = {
  sendEmail: { label: 'Send email', profile: 'delivery', fallback: 'mail_unreachable', queue: 'effects' },
  notifyStaff: { label: 'Notify staff', profile: 'delivery', fallback: 'mail_unreachable', queue: 'effects' },
  callUrl: {
    label: 'Call a URL',
    profile: 'call',
    fallback: 'url_unreachable',
    queue: 'calls',
    busyQueue: 'slow-calls',
  },
  changeMembership: { label: 'Change membership', profile: 'call', fallback: 'stripe_unavailable', queue: 'effects' },
} as const satisfies Record<ExternalEffect['kind'], ExternalEffectContract>;

/** Kind of an external effect. */
export type ExternalEffectKind = keyof typeof externalEffects;

/** Input of the activity of an external effect: a run whose current step has that effect. */
export interface ExternalEffectInput {
  readonly schoolId: string;
  readonly runId: string;
}

/** Activities of external effects: one for each kind. */
export type ExternalEffectActivities = Record<ExternalEffectKind, (input: ExternalEffectInput) => Promise<void>>;

/** Whether a kind of step has an external effect. */
export const isExternalEffect = (kind: string): kind is ExternalEffectKind => Object.hasOwn(externalEffects, kind);
