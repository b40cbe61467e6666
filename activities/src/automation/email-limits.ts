import { type QueryRow } from '@perennial/db';
import { emailRank, holdEmail, resume } from '@perennial/domain/automation';
import { firstZone } from '@perennial/domain/calendar';
import { withholds } from '@perennial/domain/identity';
import { decideMarketingEmail, type EmailDecision, hasCaps, longestCountMs, readEmailLimits } from '@perennial/domain/messaging';
import type { EmailLimits } from '@perennial/domain/school';
import type { Services } from '../platform/services.js';
import type { AdvanceResult } from './advance-contract.js';
import { lockAllowances, recipientsOfMarketing, saveAllowances } from './email-limits.queries.js';
import { groupOf, labelled, leavingTypes } from './run-store.js';
import type { RunWrites } from './run-writes.js';
import { type AtEmail, stopAt, type Walked } from './walk.js';

/** The event that ends a hold early: the email is then withheld, and the journey continues. */
const unsubscribed = 'contact.unsubscribed';

type Recipient = QueryRow<typeof recipientsOfMarketing>;

/**
 * Decides about the marketing emails that the runs of a transaction have reached, under the lock of each person: sent now, held, or given
 * up. Runs that reach an email in the same second are decided one after the other, whichever worker advances them. In the open
 * scope; the statements are the same for one email and for many, and there are none without limits.
 * @returns what became of each
 */
export async function decideEmails(
  services: Services,
  emails: readonly AtEmail[],
  writes: RunWrites,
): Promise<(email: AtEmail) => Walked> {
  const results = new Map<AtEmail, Walked>();
  const limits = readEmailLimits(emails[0]?.run.row.emailLimits);
  if (limits) await new Decisions(services, limits, writes).decide(emails, results);
  return (email) => results.get(email) ?? sendNow(email, writes);
}

const sendNow = ({ run, step, cursor, facts }: AtEmail, writes: RunWrites): Walked => stopAt(run, step, cursor, facts, writes);

class Decisions {
  readonly #sent = new Map<string, Record<string, string>>();
  readonly #changed = new Set<string>();

  constructor(
    private readonly services: Services,
    private readonly limits: EmailLimits,
    private readonly writes: RunWrites,
  ) {}

  async decide(emails: readonly AtEmail[], results: Map<AtEmail, Walked>): Promise<void> {
    const { tenancy, clocks } = this.services;
    const contactIds = [...new Set(emails.flatMap(({ run }) => run.row.contactId ?? []))];
    if (hasCaps(this.limits))
      for (const { contactId, sent } of await tenancy.rowsOf(lockAllowances, contactIds)) this.#sent.set(contactId, sent);
    // A statement after the lock, whose snapshot has what the transaction that held the lock before has committed.
    const runIds = emails.map(({ run }) => run.row.id);
    const recipients = await tenancy.rowsOf(recipientsOfMarketing, contactIds, runIds, clocks.wall());
    const known = new Map(recipients.map((recipient) => [recipient.id, recipient]));
    for (const email of [...emails].sort(inTurn)) {
      const recipient = known.get(email.run.row.contactId ?? '');
      // A withheld email takes no turn.
      if (recipient && !withholds(recipient)) results.set(email, this.#decideOne(email, recipient));
    }
    const changed = [...this.#changed];
    const kept = changed.map((contactId) => JSON.stringify(this.#sent.get(contactId)));
    if (changed.length > 0) await tenancy.rowsOf(saveAllowances, changed, kept);
  }

  #decideOne(email: AtEmail, { id, timeZone, held }: Recipient): Walked {
    const { run, step } = email;
    const now = run.now.toISOString();
    const own = `${run.row.id}:${step.effect.key}`;
    const { [own]: _, ...others } = this.#sent.get(id) ?? {};
    const [rank, since] = [emailRank(run.graph), sinceOf(email)];
    const ahead = held.filter((other) => other.rank < rank || (other.rank === rank && other.since < since)).length;
    const zone = firstZone(timeZone, run.facts.schoolTimezone);
    const decision = decideMarketingEmail(this.limits, { now, zone, since, sent: Object.values(others), ahead });
    if (decision.kind === 'hold') return this.#hold(email, decision, rank);
    if (decision.kind === 'giveUp') return this.#giveUp(email, decision.reason);
    if (this.#sent.has(id)) {
      this.#sent.set(id, { ...recent(others, run.now), [own]: now });
      this.#changed.add(id);
    }
    return sendNow(email, this.writes);
  }

  #hold({ run, cursor, step }: AtEmail, { until, reason }: EmailDecision & { kind: 'hold' }, heldRank: number): Walked {
    const eventTypes = [...leavingTypes(run), unsubscribed];
    const last = run.row.lastResult as AdvanceResult | null;
    // The same as before: the stored wait is the result.
    if (run.row.state === 'waiting' && last?.kind === 'wait' && cursor.phase === 'waiting' && cursor.waitUntil === until)
      return { result: { ...last, revision: run.row.revision }, mayLookBack: true };
    const dueAt = new Date(until);
    const groupKey = groupOf(run, dueAt);
    this.writes.visit(run, { ...step.evidence, reason }, false);
    this.writes.wait(run, { reason, dueAt, eventTypes, groupKey, heldRank });
    const result = labelled(run, {
      ...{ kind: 'wait', nodeId: step.nodeId, at: until, reason: 'sendEmail' },
      ...(groupKey && { group: { key: groupKey } }),
    });
    this.writes.save(run, 'waiting', holdEmail(step, until), result, null);
    return { result, mayLookBack: true };
  }

  #giveUp({ run, step }: AtEmail, reason: string): Walked {
    const { cursor, evidence } = resume(run.graph, step.next, { kind: 'effect', ok: true, outputs: { sent: 0 }, reason });
    this.writes.visit(run, evidence, true);
    this.writes.save(run, 'running', cursor, { kind: 'more' }, null);
    return { result: { kind: 'more' } };
  }
}

/** Since when an email is held. An attempt that staff repeat is decided like a new one. */
const sinceOf = ({ run, cursor }: AtEmail): string =>
  cursor.phase === 'waiting' && cursor.enteredAt ? cursor.enteredAt : run.now.toISOString();

/** Emails of a higher priority first, then those that have been held for longest. */
function inTurn(one: AtEmail, other: AtEmail): number {
  const ranks = emailRank(one.run.graph) - emailRank(other.run.graph);
  return ranks === 0 ? sinceOf(one).localeCompare(sinceOf(other)) : ranks;
}

/** Without emails that count no longer. */
const recent = (sent: Readonly<Record<string, string>>, now: Date): Record<string, string> =>
  Object.fromEntries(Object.entries(sent).filter(([, at]) => Date.parse(at) > now.getTime() - longestCountMs));
