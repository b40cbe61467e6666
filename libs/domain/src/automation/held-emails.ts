import type { Cursor, Step } from './cursor.js';
import type { EffectBody } from './effects.js';
import type { EmailPriority, Graph } from './graph.js';

/** An email for which quiet hours and limits count. */
export type MarketingEmail = EffectBody & { readonly kind: 'sendEmail' };

/** Whether an effect is a marketing email to the person. Transactional emails, and those to staff, are never held. */
export const isMarketingEmail = (effect: EffectBody): effect is MarketingEmail =>
  effect.kind === 'sendEmail' && effect.audience === 'contact' && effect.category === 'marketing';

/** Whether a graph has a step that sends marketing email. */
export const sendsMarketing = (graph: Graph): boolean =>
  graph.nodes.some(({ kind, config }) => kind === 'sendEmail' && config.category === 'marketing' && config.audience !== 'staff');

/** The order in which priorities go: a smaller number first. */
const ranks = { high: 0, normal: 1, low: 2 } as const;

/** The place of an automation's emails among the held emails of a person: a smaller number goes first. */
export const emailRank = ({ emailPriority }: Pick<Graph, 'emailPriority'>): number => ranks[emailPriority ?? 'normal'];

/** Labels of the priorities of an automation's marketing emails. */
export const emailPriorities: Readonly<Record<EmailPriority | 'normal', string>> = {
  high: 'High: before those of other automations',
  normal: 'Normal',
  low: 'Low: after those of other automations',
};

/** The cursor of a run whose email is held. It is decided again whenever the run is planned. */
export const holdEmail = ({ next }: Step & { readonly kind: 'act' }, until: string): Cursor => ({
  ...next,
  phase: 'waiting',
  waitUntil: until,
});
