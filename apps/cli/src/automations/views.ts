import type { Schemas } from '@perennial/api-client';
import { counted, instant, joined, plain } from '../output/plain.js';
import { sheet, table } from '../output/table.js';

type Automation = Schemas['ProgramAutomation'];
type Detail = Schemas['ProgramAutomationDetail'];

/** The automations of a school. */
export const automationsText = (items: readonly Automation[]): string =>
  items.length === 0
    ? 'There are no automations yet.'
    : table(items, [
        ['NAME', ({ name }) => name],
        ['STATE', ({ state }) => state],
        ['VERSION', ({ version }) => version],
        ['ID', ({ id }) => id],
      ]);

/** One automation: what is published, what its draft needs, and how many people are where. */
export function automationText(automation: Detail): string {
  const { id, name, state, version, publishedAt, draftRevision, draftDiffers, heldSince, counts, problems, people } = automation;
  const parts = [
    sheet([
      ['Name', name],
      ['State', joined([state, heldSince && `people are held since ${instant(heldSince)}`])],
      [
        'Version',
        version === null ? 'not published yet' : joined([String(version), publishedAt && `published ${instant(publishedAt)}`]),
      ],
      ['Draft', joined([`revision ${draftRevision}`, draftDiffers ? 'not published yet' : 'as published'])],
      ['People', peopleText(counts)],
      ['ID', id],
    ]),
    problems.length > 0 &&
      `Fix before publishing:\n${problems.map((problem) => `  ${plain(`${problem.message} ${problem.fix}`)}`).join('\n')}`,
    people.length > 0 &&
      table(people, [
        ['STEP', (row) => labelOf(automation, row.nodeId)],
        ['VERSION', (row) => row.version],
        ['PEOPLE', (row) => row.people],
        ['NEED ATTENTION', (row) => row.parked || null],
        ['STEP ID', (row) => row.nodeId],
      ]),
  ];
  return joined(parts, '\n\n');
}

const peopleText = ({ running, waiting, parked, completed }: Detail['counts']): string =>
  joined([
    `${running + waiting} in progress`,
    parked > 0 && `${counted(parked, 'needs', 'need')} attention`,
    `${completed} completed`,
  ]);

/** A step of an earlier version may not be in the published one. */
const labelOf = ({ steps }: Detail, id: string): string =>
  steps.find((step) => step.id === id)?.label ?? '(of an earlier version)';

/** The results of scenarios, with what differs below each that fails. */
export function scenariosText({ passed, results }: Schemas['ScenarioRun']): string {
  if (results.length === 0) return 'This automation has no scenarios.';
  const lines = results.flatMap((result) => [
    `${result.passed ? 'passed' : 'FAILED'}   ${plain(result.name)}`,
    ...result.differences.map((difference) => `         ${plain(difference)}`),
  ]);
  const failing = results.filter((result) => !result.passed).length;
  const sum = passed
    ? `${counted(results.length, 'scenario', 'scenarios')} passed.`
    : `${failing} of ${counted(results.length, 'scenario', 'scenarios')} failed.`;
  return [...lines, '', sum].join('\n');
}

type Entries = Schemas['EntryRequestDetail'];

/** Whether everybody has been added, and everybody who was added has entered or was refused. */
export const areAdded = ({ state, recorded, entered, refused }: Entries): boolean =>
  state !== 'running' && entered + refused >= recorded;

/** How far it is, on one line. */
export const addingLine = ({ total, recorded, entered, refused }: Entries): string =>
  joined([`${recorded} of ${total} added`, `${entered} entered`, refused > 0 && `${refused} did not enter`]);

/** Who was added, and who did not enter and why. */
export function entriesText(entries: Entries, unknown: readonly string[]): string {
  const refused = entries.results.filter(({ outcome }) => outcome === 'refused');
  return joined(
    [
      `${addingLine(entries)}.`,
      refused.length > 0 &&
        table(refused, [
          ['DID NOT ENTER', ({ contactName, contactId }) => contactName ?? contactId],
          ['REASON', ({ reason }) => reason ?? 'not known'],
        ]),
      unknown.length > 0 && `No contact has these addresses:\n${unknown.map((email) => `  ${plain(email)}`).join('\n')}`,
      `Request ID: ${entries.id}`,
    ],
    '\n\n',
  );
}
