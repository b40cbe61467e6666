import type { Effect, OwnEffect } from '@perennial/domain/automation';
import { maxEventDepth } from '@perennial/domain/events';
import { readFieldValue } from '@perennial/domain/people';
import { fillText } from '@perennial/rendering';
import { CertificateRequests, ContactFieldValues, loadFacts } from '@perennial/services';
import { failure } from '../platform/failure.js';
import type { Services } from '../platform/services.js';
import { startOther, stopOther } from './other-automations.js';
import type { LoadedRun } from './run-store.js';
import type { RunWrites } from './run-writes.js';

/** Executes an effect on our own database, in the open scope. Repeating it changes nothing. `writes` may write tags later. */
export async function applyOwnEffect(
  services: Services,
  effect: OwnEffect & Pick<Effect, 'key'>,
  run: LoadedRun,
  writes: RunWrites,
): Promise<void> {
  const { now, cause } = run;
  const { id: runId, contactId } = run.row;
  if (contactId === null) throw failure('misconfigured');
  if (effect.kind !== 'addTag' && effect.kind !== 'removeTag') await writes.flushTags();
  switch (effect.kind) {
    case 'addTag':
    case 'removeTag':
      await writes.tag(run, contactId, effect);
      // The event may be one too many in a chain: then it is this step that fails.
      if (cause.depth >= maxEventDepth) await writes.flushTags();
      return;
    case 'setField': {
      const fields = new ContactFieldValues(services.tenancy, services.events);
      const { fieldId } = effect;
      const field = (await fields.definitions()).find(({ id }) => id === fieldId);
      // The field was deleted, or an option was removed after the automation was published.
      const reading = field ? readFieldValue(field, effect.value) : null;
      if (!reading || 'problem' in reading) throw failure('misconfigured');
      await fields.store([{ contactId, fieldId, value: reading.value, occurredAt: now, cause }]);
      return;
    }
    case 'grantAccess':
      await services.access.claim(
        {
          contactId,
          source: 'grant',
          sourceId: `${runId}:${effect.key}`,
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
    case 'addNote': {
      const key = `note:${runId}:${effect.key}`;
      const text = await filled(services, effect.text, run);
      if (text !== '')
        await services.events.record({ type: 'note.added', contactId, occurredAt: now, data: { text }, cause, key });
      return;
    }
    case 'revokeCertificates': {
      const reason = await filled(services, effect.reason, run);
      await new CertificateRequests(services.tenancy, services.events).revoke(contactId, effect, reason, now, cause);
      return;
    }
    case 'startAutomation':
      return startOther(services, effect, run);
    case 'stopAutomation':
      return stopOther(services, effect, run);
    case 'requestCertificate':
      if (!(await new CertificateRequests(services.tenancy, services.events).request(contactId, effect.courseId, now, cause)))
        throw failure('misconfigured');
  }
}

const longestText = 2000;

/** The text of a step with its values filled in. */
async function filled({ tenancy }: Services, text: string, { facts, row, now }: LoadedRun): Promise<string> {
  if (!text.includes('{{')) return text;
  const { contact } = await loadFacts(tenancy, facts, ['contact'], { contactId: row.contactId, now });
  const event = { ...row.data, occurredAt: row.occurredAt.toISOString() };
  return fillText(text, { event, contact: { name: contact?.name ?? '', email: contact?.email ?? '' } })
    .trim()
    .slice(0, longestText);
}
