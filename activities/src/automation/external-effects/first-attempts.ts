import type { Effect } from '@perennial/domain/automation';
import { hostOf } from '@perennial/domain/automation';
import type { Facts } from '@perennial/domain/conditions';
import { loadFacts } from '@perennial/services';
import type { MailSender } from '../../messaging/mail-sender.js';
import { HostSlots } from '../../platform/http/host-slots.js';
import type { Services } from '../../platform/services.js';
import type { LoadedRun } from '../run-store.js';
import type { FirstAttempt } from './first-attempt.js';
import { FirstEmails, isFirstEmail } from './first-emails.js';
import { type CallOutcome, type CallSubject, CallUnpreparedError, type UrlCalls } from './url-call.js';

/** Longest first attempt, in milliseconds. Later attempts, as activities, have the time that the step gives them. */
const deadline = 3_000;
/** A host that takes longer is called by activities for a while. */
const slowAfter = 1_500;

/** A run at an effect, with the facts that its texts may use. */
export interface Reached {
  readonly run: LoadedRun;
  readonly effect: Effect;
  readonly facts: Facts;
}

/** First attempts of quick effects: they save the run a Temporal activity. */
export class FirstAttempts {
  readonly #slots: HostSlots;
  readonly #emails: FirstEmails;

  constructor(
    private readonly services: Services,
    private readonly calls: UrlCalls,
    mail: MailSender,
  ) {
    this.#slots = new HostSlots(services.clocks.wall);
    this.#emails = new FirstEmails(services, mail);
  }

  /** Adds the first attempts of effects that runs have reached, in the open scope. Activities make the others. */
  async prepare(reached: readonly Reached[], prepared: FirstAttempt[]): Promise<void> {
    for (const { run, effect, facts } of reached) {
      const attempt = effect.kind === 'callUrl' ? await this.#call(run, effect, facts) : null;
      if (attempt) prepared.push(attempt);
    }
    const emails = reached.flatMap(({ run, effect }) => (isFirstEmail(effect) ? [{ run, effect }] : []));
    prepared.push(...(await this.#emails.prepare(emails)));
  }

  async #call(run: LoadedRun, effect: Effect & { kind: 'callUrl' }, facts: Facts): Promise<FirstAttempt | null> {
    const host = hostOf(effect.url);
    const release = this.#slots.take(host);
    if (!release) return null;
    const key = `${run.row.id}:${effect.key}`;
    try {
      const call = await this.calls.prepare(effect, key, await this.#subject(run, effect, facts));
      const request = { ...call.request, timeoutMs: Math.min(call.request.timeoutMs, deadline) };
      const make = async (): Promise<CallOutcome> => {
        const began = performance.now();
        try {
          return await this.calls.call({ ...call, request });
        } finally {
          if (performance.now() - began > slowAfter) this.#slots.slow(host);
          release();
        }
      };
      return { runId: run.row.id, key, kind: 'http', leaseMs: null, make, release };
    } catch (error) {
      release();
      if (error instanceof CallUnpreparedError) return null;
      throw error;
    }
  }

  /** The contact is read only for texts that may name it. */
  async #subject(run: LoadedRun, effect: Effect & { kind: 'callUrl' }, known: Facts): Promise<CallSubject> {
    const { contactId } = run.row;
    const { url, headers, secrets, body } = effect;
    const mayName =
      JSON.stringify([url, headers, body]).includes('contact') || [...headers, ...secrets].some(({ secret }) => secret);
    const subject = { contactId, now: run.now };
    const facts =
      mayName && known.contact === undefined ? await loadFacts(this.services.tenancy, known, ['contact'], subject) : known;
    return {
      event: { ...run.row.data, occurredAt: run.row.occurredAt.toISOString() },
      contact: facts.contact ? { name: facts.contact.name ?? '', email: facts.contact.email ?? '' } : null,
    };
  }
}
