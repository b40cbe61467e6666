import type { ExternalEffectActivities, ExternalEffectInput, ExternalEffectKind } from '@perennial/contracts';
import type { MailSender } from '../../messaging/mail-sender.js';
import { failure } from '../../platform/failure.js';
import type { HostSlots } from '../../platform/http/host-slots.js';
import type { Services } from '../../platform/services.js';
import { callUrl } from './call-url.js';
import { changeMembership } from './change-membership.js';
import { type EffectHandler, effectAtRun } from './effect-at-run.js';
import { notifyStaff } from './notify-staff.js';
import { sendEmail } from './send-email.js';
import type { UrlCalls } from './url-call.js';

/**
 * The activities of all external effects: each reads where the run is and hands the effect to the handler of its kind.
 * @param places limits the calls to one host
 */
export function createExternalEffectActivities(
  services: Services,
  mail: MailSender,
  calls: UrlCalls,
  places: HostSlots | null = null,
): ExternalEffectActivities {
  const handlers: { [K in ExternalEffectKind]: EffectHandler<K> } = {
    sendEmail: sendEmail(services, mail),
    notifyStaff: notifyStaff(mail),
    callUrl: callUrl(services, calls, places),
    changeMembership: changeMembership(services),
  };
  const activity = (kind: ExternalEffectKind) => async (input: ExternalEffectInput) => {
    const at = await effectAtRun(services, input);
    if (at.effect.kind !== kind) throw failure('misconfigured');
    const handle = handlers[kind] as EffectHandler<ExternalEffectKind>;
    await handle(at);
  };
  const kinds = Object.keys(handlers) as ExternalEffectKind[];
  return Object.fromEntries(kinds.map((kind) => [kind, activity(kind)])) as ExternalEffectActivities;
}
