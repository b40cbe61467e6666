import type { Facts } from '../conditions/index.js';
import type { StaffAudience } from '../identity/staff-role.js';
import type { ContactFieldValue } from '../people/index.js';
import type { MembershipChange } from './membership-change.js';
import type { RetryWindow } from './retry-window.js';

/** What a step does. Own effects run inside the transaction that advances the run, external effects as an activity. */
export type EffectBody = OwnEffect | ExternalEffect;

/** A change to our own database. */
export type OwnEffect =
  | { readonly kind: 'addTag'; readonly scope: 'own'; readonly tag: string }
  | { readonly kind: 'removeTag'; readonly scope: 'own'; readonly tag: string }
  | {
      readonly kind: 'setField';
      readonly scope: 'own';
      readonly fieldId: string;
      /** Null removes the value. */
      readonly value: ContactFieldValue | null;
    }
  | {
      readonly kind: 'grantAccess';
      readonly scope: 'own';
      readonly productId: string;
      /** When the right ends; null for never. */
      readonly until: string | null;
    }
  | { readonly kind: 'revokeAccess'; readonly scope: 'own'; readonly productId: string }
  | { readonly kind: 'requestCertificate'; readonly scope: 'own'; readonly courseId: string }
  | {
      readonly kind: 'revokeCertificates';
      readonly scope: 'own';
      /** Null for every course. */
      readonly courseId: string | null;
      /** May contain Liquid, which is filled in when they are revoked. */
      readonly reason: string;
    }
  | { readonly kind: 'startAutomation'; readonly scope: 'own'; readonly automationId: string }
  | { readonly kind: 'stopAutomation'; readonly scope: 'own'; readonly automationId: string }
  /** The text may contain Liquid, which is filled in when the note is added. */
  | { readonly kind: 'addNote'; readonly scope: 'own'; readonly text: string };

/**
 * A call to another system, which cannot be rolled back. Texts may contain Liquid, which the activity renders. Its kind is the
 * name of its activity; the registry in `libs/contracts` has its retry profile.
 */
export type ExternalEffect = ExternalCall & {
  /** For how long it is attempted, if that differs from the retry profile of its kind. */
  readonly retryFor?: RetryWindow;
};

type ExternalCall =
  | {
      readonly kind: 'sendEmail';
      readonly scope: 'external';
      readonly templateId: string;
      readonly audience: 'contact' | 'staff';
      readonly category: 'transactional' | 'marketing';
    }
  | {
      readonly kind: 'notifyStaff';
      readonly scope: 'external';
      readonly role: StaffAudience;
      readonly subject: string;
      readonly message: string;
    }
  | {
      readonly kind: 'callUrl';
      readonly scope: 'external';
      readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
      readonly url: string;
      readonly headers: readonly StoredValue[];
      /** Values that the address, the headers and the body name as `{{ secret.name }}`. */
      readonly secrets: readonly StoredValue[];
      /** Fields of a JSON object; empty for a call without a body. */
      readonly body: readonly { readonly name: string; readonly value: string }[];
      readonly timeoutSeconds: number;
    }
  | {
      readonly kind: 'changeMembership';
      readonly scope: 'external';
      readonly change: MembershipChange;
      /** The membership, or null for the person's membership of the plan. */
      readonly membershipId: string | null;
      readonly planId: string | null;
    };

/** A value of a call; `secret` is the id of a stored value, opened where the call is made. */
export interface StoredValue {
  readonly name: string;
  readonly value: string;
  readonly secret?: string | null | undefined;
}

/** An effect with the key under which it happens at most once in a run: `{nodeId}:{visit}`. */
export type Effect = EffectBody & { readonly key: string };

/**
 * Removes the facts that an effect has just changed, so that the next `plan` reloads them. A decision after "add tag" must see
 * the tag.
 */
export function forgetChanged(facts: Facts, { kind }: EffectBody): Facts {
  const { contact, access, fields, ...others } = facts;
  const rest = { ...others, ...(fields && { fields }) };
  switch (kind) {
    case 'addTag':
    case 'removeTag':
      return { ...rest, ...(access && { access }) };
    case 'grantAccess':
    case 'revokeAccess':
      return { ...rest, ...(contact !== undefined && { contact }) };
    case 'setField':
      return { ...others, ...(contact !== undefined && { contact }), ...(access && { access }) };
    default:
      return facts;
  }
}
