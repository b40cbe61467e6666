import type { ExternalEffect } from '@perennial/domain/automation';
import type { FailureCode } from './failures.js';

/** How the activity of an effect is retried; the profiles are in `workflows/src/activity-options.ts`. */
export type EffectProfile = 'delivery' | 'call';

/** What a workflow knows about an effect that leaves the product. */
interface ExternalEffectContract {
  /** What operators read. */
  readonly label: string;
  readonly profile: EffectProfile;
  /** Failure of an effect that was given up without a code of its own, for example after a timeout. */
  readonly fallback: FailureCode;
}

/** Every external effect, by its kind, which is also the name of its activity. */
export const externalEffects = {
  sendEmail: { label: 'Send email', profile: 'delivery', fallback: 'mail_unreachable' },
  callUrl: { label: 'Call a URL', profile: 'call', fallback: 'url_unreachable' },
} as const satisfies Record<ExternalEffect['kind'], ExternalEffectContract>;

/** Kind of an external effect. */
export type ExternalEffectKind = keyof typeof externalEffects;

/** Input of the activity of an external effect: a run at a step whose effect leaves the product. */
export interface ExternalEffectInput {
  readonly schoolId: string;
  readonly runId: string;
}

/** Activities of external effects: one for each kind. */
export type ExternalEffectActivities = Record<ExternalEffectKind, (input: ExternalEffectInput) => Promise<void>>;

/** Whether a kind of step has an external effect. */
export const isExternalEffect = (kind: string): kind is ExternalEffectKind => Object.hasOwn(externalEffects, kind);
