import { decisionInWords, nodeOf, type Outcome, type Step } from '@perennial/domain/automation';
import type { AdminTopic, Topic } from '@perennial/domain/events';
import { fillText } from '@perennial/rendering';
import { loadFacts } from '@perennial/services';
import type { Services } from '../platform/services.js';
import { approvalAt, closeApprovals, recordApprovals, remindApprovals } from './approvals.queries.js';
import type { LoadedRun } from './run-store.js';

/** A step that asks the staff. */
export type AskStep = Step & { readonly kind: 'ask' };

/** A visit of such a step. */
interface Visit {
  readonly run: LoadedRun;
  readonly nodeId: string;
  readonly visit: number;
}

interface Asked extends Visit {
  readonly step: AskStep;
  readonly question: string;
}

const longestQuestion = 2000;

/** When a run that waits for an answer has something to do: the reminder, or the time limit. */
export function dueOf({ remindAt, until }: AskStep, now: Date): string {
  return remindAt !== null && now.getTime() < Date.parse(remindAt) ? remindAt : until;
}

/** The answer to the question at which a run waits; null without one. */
export async function approvalOutcome({ tenancy }: Services, { row, graph, cursor }: LoadedRun): Promise<Outcome | null> {
  if (nodeOf(graph, cursor.nodeId).kind !== 'approval') return null;
  const found = await tenancy.rowOf(approvalAt, row.id, cursor.nodeId, cursor.visit);
  if (!found?.answer) return null;
  const { id, answer, answeredBy, note } = found;
  return { kind: 'event', port: answer, eventId: id, reason: decisionInWords(answer, answeredBy ?? 'the staff', note) };
}

/** Questions that a transaction asks, reminds of or closes, written in one statement each. In the open scope. */
export class ApprovalWrites {
  readonly #asked: Asked[] = [];
  readonly #reminded: Visit[] = [];
  readonly #left: Visit[] = [];

  constructor(private readonly services: Services) {}

  /** Asks the staff, or reminds them if the time has come. Repeating it changes nothing. */
  async ask(run: LoadedRun, step: AskStep): Promise<void> {
    const { nodeId, visit, remindAt } = step;
    if (run.cursor.phase === 'waiting' && run.cursor.visit === visit) {
      if (remindAt !== null && run.now.getTime() >= Date.parse(remindAt)) this.#reminded.push({ run, nodeId, visit });
      return;
    }
    this.#asked.push({ run, step, nodeId, visit, question: await this.#filled(step.question, run) });
  }

  /** The run leaves a step that asks. */
  left(run: LoadedRun, nodeId: string, visit: number): void {
    this.#left.push({ run, nodeId, visit });
  }

  async flush(): Promise<void> {
    const { tenancy, events } = this.services;
    if (this.#asked.length + this.#reminded.length + this.#left.length === 0) return;
    const asked = this.#asked;
    if (asked.length > 0) {
      const rows = await tenancy.rowsOf(
        recordApprovals,
        asked.map(({ run }) => run.row.automationId),
        asked.map(({ run }) => run.row.id),
        asked.map(({ nodeId }) => nodeId),
        asked.map(({ visit }) => visit),
        asked.map(({ run }) => run.row.contactId),
        asked.map(({ step }) => step.role),
        asked.map(({ question }) => question),
        asked.map(({ run }) => run.now),
        asked.map(({ step }) => new Date(step.until)),
      );
      await this.#notify('approval.requested', rows, asked);
    }
    if (this.#reminded.length > 0)
      await this.#notify('approval.reminded', await tenancy.rowsOf(remindApprovals, ...keysOf(this.#reminded)), this.#reminded);
    if (this.#left.length > 0) {
      await tenancy.rowsOf(closeApprovals, ...keysOf(this.#left));
      const admin: Topic<AdminTopic>[] = [{ key: 'approvals' }, { key: 'home' }];
      events.announce({ admin });
    }
  }

  /** Records the events that send an email to those who may decide. */
  async #notify(
    type: 'approval.requested' | 'approval.reminded',
    rows: readonly { readonly id: string; readonly runId: string }[],
    visits: readonly Visit[],
  ): Promise<void> {
    const runs = new Map(visits.map(({ run }) => [run.row.id, run]));
    await this.services.events.recordAll(
      rows.flatMap(({ id, runId }) => {
        const run = runs.get(runId);
        return run
          ? [{ type, contactId: run.row.contactId, occurredAt: run.now, data: { approvalId: id, runId }, cause: run.cause }]
          : [];
      }),
    );
  }

  async #filled(text: string, { facts, row, now }: LoadedRun): Promise<string> {
    if (!text.includes('{{')) return text;
    const { contact } = await loadFacts(this.services.tenancy, facts, ['contact'], { contactId: row.contactId, now });
    const event = { ...row.data, occurredAt: row.occurredAt.toISOString() };
    return fillText(text, { event, contact: { name: contact?.name ?? '', email: contact?.email ?? '' } })
      .trim()
      .slice(0, longestQuestion);
  }
}

const keysOf = (visits: readonly Visit[]) =>
  [
    visits.map(({ run }) => run.row.id),
    visits.map(({ nodeId }) => nodeId),
    visits.map(({ visit }) => visit),
    visits.map(({ run }) => run.now),
  ] as const;
