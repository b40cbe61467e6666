import type { Effect, OwnEffect } from '@perennial/domain/automation';
import { type Cause, CertificateRequests } from '@perennial/services';
import { failure } from '../platform/failure.js';
import type { Services } from '../platform/services.js';

/** The run an effect belongs to. */
export interface EffectOwner {
  readonly runId: string;
  readonly contactId: string | null;
  readonly now: Date;
  readonly cause: Cause;
}

/** Carries out a change to our own database, in the open scope. Repeating it changes nothing. */
export async function applyOwnEffect(
  services: Services,
  effect: OwnEffect & Pick<Effect, 'key'>,
  owner: EffectOwner,
): Promise<void> {
  const { contactId, now, cause } = owner;
  if (contactId === null) throw failure('misconfigured');
  switch (effect.kind) {
    case 'addTag': {
      const added = await services.tenancy.row(
        'insert into contact_tag (contact_id, tag) values ($1, $2) on conflict do nothing returning tag',
        [contactId, effect.tag],
      );
      if (added)
        await services.events.record({ type: 'tag.added', contactId, occurredAt: now, cause, data: { tag: effect.tag } });
      return;
    }
    case 'removeTag': {
      const removed = await services.tenancy.row('delete from contact_tag where contact_id = $1 and tag = $2 returning tag', [
        contactId,
        effect.tag,
      ]);
      if (removed)
        await services.events.record({ type: 'tag.removed', contactId, occurredAt: now, cause, data: { tag: effect.tag } });
      return;
    }
    case 'grantAccess':
      await services.access.claim(
        {
          contactId,
          source: 'grant',
          sourceId: `${owner.runId}:${effect.key}`,
          productIds: [effect.productId],
          startsAt: now,
          endsAt: effect.until ? new Date(effect.until) : null,
        },
        now,
        cause,
      );
      return;
    case 'revokeAccess':
      await services.access.revokeGrants(contactId, effect.productId, now, cause);
      return;
    case 'requestCertificate':
      if (!(await new CertificateRequests(services.tenancy, services.events).request(contactId, effect.courseId, now, cause)))
        throw failure('misconfigured');
  }
}
