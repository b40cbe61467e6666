import { AutomationRun, EmailTemplate, Event } from '@perennial/db';
import { type Cursor, type Effect, plan } from '@perennial/domain/automation';
import { mailTemplate } from '@perennial/domain/messaging';
import { fillText } from '@perennial/rendering';
import { baseFacts, loadFacts, rowsOf } from '@perennial/services';
import { type CallSecrets, CallSecretUnusableError } from '@perennial/stripe';
import type { MailSender } from '../messaging/mail-sender.js';
import { EffectLedger } from '../platform/effect-ledger.js';
import { failure } from '../platform/failure.js';
import { headerValue } from '../platform/http/header-value.js';
import { ForbiddenAddressError, type Outbound, type OutboundAnswer } from '../platform/http/outbound.js';
import type { Services } from '../platform/services.js';

/** A run that stands at an effect which leaves the services. */
export interface WorldEffectInput {
  readonly schoolId: string;
  readonly runId: string;
}

interface Standing {
  readonly run: AutomationRun;
  readonly cursor: Cursor;
  readonly effect: Effect & { readonly scope: 'world' };
  readonly event: Readonly<Record<string, unknown>>;
  readonly contact: { name: string; email: string } | null;
}

/** Carries out mails and calls. What they leave behind goes to the ledger; `advance` reads it there. */
export class WorldEffects {
  readonly #ledger: EffectLedger;

  constructor(
    private readonly services: Services,
    private readonly mail: MailSender,
    private readonly outbound: Outbound,
    private readonly secrets: CallSecrets,
  ) {
    this.#ledger = new EffectLedger(services.tenancy, services.clocks.wall);
  }

  async carryOut(input: WorldEffectInput): Promise<void> {
    const standing = await this.#standing(input);
    if (standing.effect.kind === 'sendEmail') await this.#sendEmail(input, standing, standing.effect);
    else await this.#callUrl(input, standing, standing.effect);
  }

  /** The same plan that handed the effect out says what it is: settings live in the frozen version, not in payloads. */
  #standing({ schoolId, runId }: WorldEffectInput): Promise<Standing> {
    const { tenancy, clocks, graphs } = this.services;
    return tenancy.withSchool(schoolId, async () => {
      const run = await tenancy.repo(AutomationRun).findOneByOrFail({ id: runId });
      const event = await tenancy.repo(Event).findOneByOrFail({ id: run.eventId });
      const cursor = run.cursor as Cursor;
      const rows = rowsOf(tenancy);
      const now = await clocks.nowFor(run.contactId);
      const { graph } = await graphs.of(rows, run.versionId);
      let facts = await loadFacts(rows, await baseFacts(rows, run.eventId), ['contact'], { contactId: run.contactId, now });
      for (;;) {
        const step = plan(graph, cursor, now.toISOString(), facts);
        if (step.kind === 'load') {
          facts = await loadFacts(rows, facts, step.facts, { contactId: run.contactId, now });
          continue;
        }
        if (step.kind !== 'act' || step.effect.scope !== 'world') throw failure('misconfigured');
        const contact = facts.contact ? { name: facts.contact.name ?? '', email: facts.contact.email ?? '' } : null;
        return {
          run,
          cursor,
          effect: step.effect,
          event: { ...event.data, occurredAt: event.occurredAt.toISOString() },
          contact,
        };
      }
    });
  }

  async #sendEmail(
    input: WorldEffectInput,
    { run, effect, event }: Standing,
    { templateId, audience, category }: Effect & { kind: 'sendEmail' },
  ): Promise<void> {
    const template = await this.services.tenancy.withSchool(input.schoolId, () =>
      this.services.tenancy.repo(EmailTemplate).findOneBy({ id: templateId }),
    );
    if (!template) throw failure('misconfigured');
    await this.mail.send({
      schoolId: input.schoolId,
      key: `${run.id}:${effect.key}`,
      template: {
        id: template.id,
        version: `${template.id}:${template.updatedAt.getTime()}`,
        content: mailTemplate.parse(template.template),
      },
      audience,
      category,
      contactId: run.contactId,
      event,
      causationId: run.eventId,
      runId: run.id,
      // Nobody waits in front of this mail, as for a link that they asked for: it is read hours later.
      linkPurpose: 'welcome',
    });
  }

  async #callUrl(
    input: WorldEffectInput,
    { run, event, contact }: Standing,
    effect: Effect & { kind: 'callUrl' },
  ): Promise<void> {
    const key = `${run.id}:${effect.key}`;
    const claim = await this.#ledger.claim(input.schoolId, key, 'http');
    if (!claim.go) return;
    const fill = (text: string): string => fillText(text, { event, contact: contact ?? { name: '', email: '' } });
    const headers = await this.#headers(input.schoolId, key, effect);
    const fields = effect.body.map(({ name, value }) => [name, fill(value)]);
    const answer = await this.#ask(input.schoolId, key, {
      method: effect.method,
      url: fill(effect.url),
      headers: {
        ...Object.fromEntries(headers.map(({ name, value }) => [name, headerValue(fill(value))])),
        'idempotency-key': key,
        ...(fields.length > 0 && { 'content-type': 'application/json' }),
      },
      body: fields.length > 0 && effect.method !== 'GET' ? JSON.stringify(Object.fromEntries(fields)) : null,
      timeoutMs: effect.timeoutSeconds * 1000,
    });
    const good = answer.status >= 200 && answer.status < 400;
    await this.#ledger.settle(input.schoolId, key, good ? 'done' : 'refused', {
      status: answer.status,
      body: answer.body.slice(0, 1000),
    });
    if (!good) throw failure(answer.status >= 500 || answer.status === 429 ? 'url_unreachable' : 'url_refused');
  }

  async #headers(
    schoolId: string,
    key: string,
    { headers, url }: Effect & { kind: 'callUrl' },
  ): Promise<{ name: string; value: string }[]> {
    try {
      return await this.services.tenancy.withSchool(schoolId, () => this.secrets.open(headers, url));
    } catch (error) {
      if (!(error instanceof CallSecretUnusableError)) throw error;
      await this.#ledger.settle(schoolId, key, 'refused', { problem: error.message });
      throw failure('misconfigured');
    }
  }

  async #ask(schoolId: string, key: string, request: Parameters<Outbound['call']>[0]): Promise<OutboundAnswer> {
    try {
      return await this.outbound.call(request);
    } catch (error) {
      const forbidden = error instanceof ForbiddenAddressError;
      await this.#ledger.settle(schoolId, key, forbidden ? 'refused' : 'unknown', {
        problem: error instanceof Error ? error.message : String(error),
      });
      this.services.log.warn({ err: error, key }, 'call failed');
      throw failure(forbidden ? 'url_refused' : 'url_unreachable');
    }
  }
}
