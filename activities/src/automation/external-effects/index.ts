import type { ExternalEffectActivities, ExternalEffectInput, ExternalEffectKind } from '@perennial/contracts';
import type { CallSecrets } from '@perennial/stripe';
import type { MailSender } from '../../messaging/mail-sender.js';
import { failure } from '../../platform/failure.js';
import type { Outbound } from '../../platform/http/outbound.js';
import type { Services } from '../../platform/services.js';
import { callUrl } from './call-url.js';
import { type EffectHandler, effectAtRun } from './effect-at-run.js';
import { sendEmail } from './send-email.js';

/** The activities of all external effects: each reads where the run is and hands the effect to the handler of its kind. */
export function createExternalEffectActivities(
  services: Services,
  mail: MailSender,
  outbound: Outbound,
  secrets: CallSecrets,
): ExternalEffectActivities {
  const handlers: { [K in ExternalEffectKind]: EffectHandler<K> } = {
    sendEmail: sendEmail(services, mail),
    callUrl: callUrl(services, outbound, secrets),
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
