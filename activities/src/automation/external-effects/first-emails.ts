import { EmailTemplate } from '@perennial/db';
import type { Effect } from '@perennial/domain/automation';
import { In } from 'typeorm';
import { leaseMs } from '../../messaging/email-group.js';
import type { MailOrder } from '../../messaging/mail-order.js';
import type { MailSender } from '../../messaging/mail-sender.js';
import { HostSlots } from '../../platform/http/host-slots.js';
import { limited } from '../../platform/limit.js';
import type { Services } from '../../platform/services.js';
import type { LoadedRun } from '../run-store.js';
import type { FirstAttempt } from './first-attempt.js';
import { mailOrderOf } from './mail-order-of.js';

/** Time for the emails of a group, in milliseconds. One that takes longer continues in the background, and the run in its workflow. */
const timeMs = 3_000;
/** After an email took longer, activities send for so many milliseconds. */
const lateForMs = 30_000;
/** At least as many as local activities: a group without a place would send each of its emails in a workflow of its own. */
const groupsAtOnce = 128;
/** Groups that send at the same time: enough for the connections to the mail server. The others wait for their turn. */
const sendingAtOnce = 4;
/** How long a group waits for its turn, in milliseconds. With {@link timeMs}, the local activity ends well before it times out. */
const turnWithinMs = 4_000;
const mailServer = 'mail server';

type EmailEffect = Effect & { readonly kind: 'sendEmail' };

/** A run that has reached an email to its contact. */
export interface AtEmail {
  readonly run: LoadedRun;
  readonly effect: EmailEffect;
}

/** Whether the first attempt of an effect can be made with those of other runs. */
export const isFirstEmail = (effect: Effect): effect is EmailEffect =>
  effect.kind === 'sendEmail' && effect.audience === 'contact';

/** First attempts of emails: those that runs reach together are sent together. */
export class FirstEmails {
  readonly #slots: HostSlots;
  readonly #turn = limited(sendingAtOnce);

  constructor(
    private readonly services: Services,
    private readonly mail: MailSender,
  ) {
    this.#slots = new HostSlots(services.clocks.wall, { perHost: groupsAtOnce, total: groupsAtOnce, slowForMs: lateForMs });
  }

  /** Prepares the emails, in the open scope. None where activities have to send them. */
  async prepare(reached: readonly AtEmail[]): Promise<FirstAttempt[]> {
    if (reached.length === 0) return [];
    const release = this.#slots.take(mailServer);
    if (!release) return [];
    try {
      const orders = await this.#orders(reached);
      const group = await this.mail.group(orders);
      const claimed = new Set(orders.map(({ order }) => order.key));
      const send = once(async () => {
        const asked = performance.now();
        const isTooLate = () => this.#slots.isSlow(mailServer) || performance.now() - asked > turnWithinMs;
        try {
          return await this.#turn(() => group.send(claimed, isTooLate() ? 0 : timeMs));
        } finally {
          if (group.late) this.#slots.slow(mailServer);
          release();
        }
      });
      if (claimed.size === 0) release();
      return orders.map(({ order: { key }, runId }) => ({
        runId,
        key,
        kind: 'email',
        leaseMs,
        make: async () => {
          const outcome = (await send()).get(key);
          // Behind a slow server, later attempts would not be begun either.
          if (outcome === 'not begun') return this.#slots.isSlow(mailServer) ? null : outcome;
          return outcome ? { result: { state: outcome.state, outputs: outcome.outputs }, failed: outcome.failed } : null;
        },
        release: () => {
          claimed.delete(key);
          if (claimed.size === 0) release();
        },
      }));
    } catch (error) {
      release();
      throw error;
    }
  }

  async #orders(
    reached: readonly AtEmail[],
  ): Promise<{ readonly order: MailOrder; readonly runId: string; readonly now: Date }[]> {
    const { tenancy } = this.services;
    const ids = [...new Set(reached.map(({ effect }) => effect.templateId))];
    const templates = new Map((await tenancy.repo(EmailTemplate).findBy({ id: In(ids) })).map((each) => [each.id, each]));
    return reached.flatMap(({ run, effect }) => {
      const template = templates.get(effect.templateId);
      // The activity reports the missing one.
      if (!template || run.row.contactId === null) return [];
      const key = `${run.row.id}:${effect.key}`;
      const event = { ...run.row.data, occurredAt: run.row.occurredAt.toISOString() };
      const order = mailOrderOf({ schoolId: tenancy.schoolId, key, run: run.row, effect, event }, template);
      return [{ order, runId: run.row.id, now: run.now }];
    });
  }
}

/** Runs work once; every caller gets its result. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
