import type { CallSecrets } from '@perennial/stripe';
import type { House } from '../context.js';
import type { Outbound } from '../http/outbound.js';
import type { MailOffice } from '../mail/mail-office.js';
import { type AdvanceInput, type AdvanceResult, Advancer } from './advance.js';
import { type WorldEffectInput, WorldEffects } from './world-effects.js';

/** Database steps of automations: run as local activities, each commits once. */
export interface AdvanceActivities {
  advance(input: AdvanceInput): Promise<AdvanceResult>;
}

/** Steps that leave the house: ordinary activities with their own retry. */
export interface WorldActivities {
  sendEmail(input: WorldEffectInput): Promise<void>;
  callUrl(input: WorldEffectInput): Promise<void>;
}

/** Wires {@link AdvanceActivities}. */
export const createAdvanceActivities = (house: House): AdvanceActivities => {
  const advancer = new Advancer(house);
  return { advance: (input) => advancer.advance(input) };
};

/** Wires {@link WorldActivities}. */
export const createWorldActivities = (
  house: House,
  mail: MailOffice,
  outbound: Outbound,
  secrets: CallSecrets,
): WorldActivities => {
  const effects = new WorldEffects(house, mail, outbound, secrets);
  return { sendEmail: (input) => effects.carryOut(input), callUrl: (input) => effects.carryOut(input) };
};
