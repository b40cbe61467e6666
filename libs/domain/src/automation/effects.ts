import type { Facts } from '../conditions/index.js';

/** Something a step does. Services effects run inside the transaction that advances the run, world effects as an activity. */
export type EffectBody = HouseEffect | WorldEffect;

/** A change to our own database. */
export type HouseEffect =
  | { readonly kind: 'addTag'; readonly scope: 'house'; readonly tag: string }
  | { readonly kind: 'removeTag'; readonly scope: 'house'; readonly tag: string }
  | {
      readonly kind: 'grantAccess';
      readonly scope: 'house';
      readonly productId: string;
      /** When the right ends; null for never. */
      readonly until: string | null;
    }
  | { readonly kind: 'revokeAccess'; readonly scope: 'house'; readonly productId: string }
  | { readonly kind: 'requestCertificate'; readonly scope: 'house'; readonly courseId: string };

/** Something that leaves the house and cannot be taken back. Texts may hold Liquid, rendered where the effect is carried out. */
export type WorldEffect =
  | {
      readonly kind: 'sendEmail';
      readonly scope: 'world';
      readonly templateId: string;
      readonly audience: 'contact' | 'staff';
      readonly category: 'transactional' | 'marketing';
    }
  | {
      readonly kind: 'callUrl';
      readonly scope: 'world';
      readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
      readonly url: string;
      /** `secret` is the id of a stored value, opened where the call is made. */
      readonly headers: readonly { readonly name: string; readonly value: string; readonly secret?: string | null | undefined }[];
      /** Fields of a JSON object; empty for a call without a body. */
      readonly body: readonly { readonly name: string; readonly value: string }[];
      readonly timeoutSeconds: number;
    };

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
