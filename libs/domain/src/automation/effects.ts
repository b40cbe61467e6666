import type { Facts } from '../conditions/index.js';

/** What a step does. Own effects run inside the transaction that advances the run, external effects as an activity. */
export type EffectBody = OwnEffect | ExternalEffect;

/** A change to our own database. */
export type OwnEffect =
  | { readonly kind: 'addTag'; readonly scope: 'own'; readonly tag: string }
  | { readonly kind: 'removeTag'; readonly scope: 'own'; readonly tag: string }
  | {
      readonly kind: 'grantAccess';
      readonly scope: 'own';
      readonly productId: string;
      /** When the right ends; null for never. */
      readonly until: string | null;
    }
  | { readonly kind: 'revokeAccess'; readonly scope: 'own'; readonly productId: string }
  | { readonly kind: 'requestCertificate'; readonly scope: 'own'; readonly courseId: string };

/**
 * A call to another system, which cannot be rolled back. Texts may hold Liquid, rendered where the effect is carried out. Its kind is the
 * name of its activity; the registry in `libs/contracts` says how it is retried.
 */
export type ExternalEffect =
  | {
      readonly kind: 'sendEmail';
      readonly scope: 'external';
      readonly templateId: string;
      readonly audience: 'contact' | 'staff';
      readonly category: 'transactional' | 'marketing';
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
 * The facts without those that an effect has just changed, so that the next `plan` asks for them again: a decision behind "add tag"
 * must see the tag.
 */
export function forgetChanged(facts: Facts, { kind }: EffectBody): Facts {
  const { contact, access, ...rest } = facts;
  switch (kind) {
    case 'addTag':
    case 'removeTag':
      return { ...rest, ...(access && { access }) };
    case 'grantAccess':
    case 'revokeAccess':
      return { ...rest, ...(contact !== undefined && { contact }) };
    default:
      return facts;
  }
}
