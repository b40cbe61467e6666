import type { Schemas } from '@perennial/api-client';
import { instant, joined, plain } from '../output/plain.js';
import { table } from '../output/table.js';

type Approval = Schemas['Approval'];

/** Questions of journeys, with their answers where there are any. */
export function approvalsText({ items, total }: Schemas['Approvals']): string {
  if (items.length === 0) return 'There are no such questions.';
  const rows = table(items, [
    ['QUESTION', ({ question }) => question],
    ['PERSON', ({ contact }) => contact?.name || contact?.email || null],
    ['AUTOMATION', ({ automation }) => automation.name],
    ['ASKED', ({ requestedAt }) => instant(requestedAt)],
    ['UNTIL', ({ answer, until }) => (answer === null ? instant(until) : null)],
    ['ANSWER', ({ answer }) => answer],
    ['BY', ({ answeredBy }) => answeredBy],
    ['ID', ({ id }) => id],
  ]);
  return joined([rows, total > items.length && `${items.length} of ${total} are shown.`], '\n\n');
}

/** A decision that was recorded. */
export const decidedText = ({ question, answer, answeredBy }: Approval): string =>
  `“${plain(question)}” is ${answer} by ${plain(answeredBy ?? 'a program')}.`;
