import type { Schemas } from '@perennial/api-client';
import { instant, joined, plain } from '../output/plain.js';
import { sheet, table } from '../output/table.js';

type Run = Schemas['ProgramRun'];
type Detail = Schemas['ProgramRunDetail'];
type Move = Schemas['MoveDetail'];

/** What a person is called: by name, or else by address. A person who was deleted has neither. */
const nameOf = (contact: Run['contact']): string => contact?.name || contact?.email || '(deleted)';

/** Why a run is where it is: the problem, or what it waits for. */
export const reasonOf = ({ state, problem, held, waitingFor, waitUntil }: Run): string => {
  if (state === 'parked') return problem ?? 'needs attention';
  if (held) return 'held by staff';
  // The reason of a wait names its end in the time zone of the person.
  return state === 'waiting' ? (waitingFor ?? joined([waitUntil && `until ${instant(waitUntil)}`])) : '';
};

/** Who is where. */
export function runsText(items: readonly Run[], next: string | null): string {
  if (items.length === 0) return 'No journey fits.';
  const rows = table(items, [
    ['PERSON', ({ contact }) => nameOf(contact)],
    ['STATE', ({ state }) => state],
    ['STEP', ({ step }) => step?.label ?? null],
    ['VERSION', ({ version }) => version],
    ['STARTED', ({ startedAt }) => instant(startedAt)],
    ['WHY', reasonOf],
    ['ID', ({ id }) => id],
  ]);
  return joined([rows, next && `There are more: --after ${next}, or a higher --limit.`], '\n\n');
}

/** One run with the steps that it took. */
export function runText(run: Detail): string {
  const { id, automationName, contact, state, version, newestVersion, step, startedAt, finishedAt, steps, attempts } = run;
  const parts = [
    sheet([
      ['Person', contact && joined([contact.name, contact.email])],
      ['Automation', joined([automationName, `version ${version}`])],
      ['State', state],
      ['Step', step && `${step.label} (${step.id})`],
      ['Why', reasonOf(run)],
      ['Started', instant(startedAt)],
      ['Ended', instant(finishedAt)],
      ['Retry with', newestVersion === null ? null : `--version newest uses version ${newestVersion}`],
      ['ID', id],
    ]),
    steps.length > 0 &&
      table(steps, [
        ['ENTERED', ({ enteredAt }) => instant(enteredAt)],
        ['LEFT', ({ leftAt }) => instant(leftAt)],
        ['STEP', (taken) => taken.step.label],
        ['BRANCH', ({ port }) => port],
        ['REASON', ({ evidence }) => (typeof evidence?.reason === 'string' ? evidence.reason : null)],
      ]),
    attempts.length > 0 &&
      `Failed attempts:\n${attempts.map(({ at, problem }) => `  ${instant(at)}   ${plain(problem)}`).join('\n')}`,
  ];
  return joined(parts, '\n\n');
}

const requested = {
  retry: 'The step is retried',
  skip: 'The journey continues without the step',
  stop: 'The journey is stopped',
} as const;

/** What a command does to a run. Its workflow executes it shortly after. */
export const operatedText = (action: keyof typeof requested, { contact, id }: Run): string =>
  `${requested[action]}: ${plain(nameOf(contact))}. See the result with: perennial runs show ${id}`;

/** Whether a move has ended. */
export const isMoved = ({ state }: Move): boolean => state !== 'running';

/** How far a move is, on one line. */
export const movingLine = ({ total, moved, exited, skipped, failed }: Move): string =>
  joined([
    `${moved + exited + skipped + failed} of ${total} done`,
    moved > 0 && `${moved} moved`,
    exited > 0 && `${exited} ended`,
    skipped > 0 && `${skipped} had continued`,
    failed > 0 && `${failed} failed`,
  ]);

/** What became of the people of a move. */
export function moveText(move: Move): string {
  if (move.total === 0) return 'Nobody is at these steps, so nobody is moved.';
  const others = move.results.filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped');
  return joined(
    [
      `${movingLine(move)}.`,
      others.length > 0 &&
        table(others, [
          ['NOT MOVED', ({ contactName, runId }) => contactName ?? runId],
          ['OUTCOME', ({ outcome }) => outcome],
          ['REASON', ({ reason }) => reason],
        ]),
      `Move ID: ${move.id}`,
    ],
    '\n\n',
  );
}
