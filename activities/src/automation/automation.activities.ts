import type { CallSecrets } from '@perennial/stripe';
import type { MailSender } from '../messaging/mail-sender.js';
import type { Outbound } from '../platform/http/outbound.js';
import type { Services } from '../platform/services.js';
import { type AdvanceInput, type AdvanceResult, Advancer } from './advance.js';
import { type WorldEffectInput, WorldEffects } from './external-effects.js';

/** Database steps of automations: run as local activities, each commits once. */
export interface AdvanceActivities {
  advance(input: AdvanceInput): Promise<AdvanceResult>;
}

/** Steps that leave the services: ordinary activities with their own retry. */
export interface WorldActivities {
  sendEmail(input: WorldEffectInput): Promise<void>;
  callUrl(input: WorldEffectInput): Promise<void>;
}

/** Wires {@link AdvanceActivities}. */
export const createAdvanceActivities = (services: Services): AdvanceActivities => {
  const advancer = new Advancer(services);
  return { advance: (input) => advancer.advance(input) };
};

/** Wires {@link WorldActivities}. */
export const createWorldActivities = (
  services: Services,
  mail: MailSender,
  outbound: Outbound,
  secrets: CallSecrets,
): WorldActivities => {
  const effects = new WorldEffects(services, mail, outbound, secrets);
  return { sendEmail: (input) => effects.carryOut(input), callUrl: (input) => effects.carryOut(input) };
};
