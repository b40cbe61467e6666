import type { Schemas } from '@perennial/api-client';
import type { Names } from '@perennial/domain/conditions';
import type { RecordReference } from '../../conditions/use-names';

export type AutomationMap = Schemas['AutomationMap'];
type MapLink = Schemas['AutomationMapLink'];
type Reason = Schemas['AutomationMapReason'];

/** The records that the reasons name. */
export const recordsOf = (links: readonly MapLink[]): RecordReference[] =>
  links.flatMap(({ reasons }) =>
    reasons.flatMap(({ record, segmentId }) => [
      ...(record ? [record] : []),
      ...(segmentId === null ? [] : [{ kind: 'segment' as const, id: segmentId }]),
    ]),
  );

/** What an automation does to another, as a verb. */
export const effectLabels: Readonly<Record<MapLink['effect'], string>> = {
  starts: 'starts',
  stops: 'ends journeys of',
  feeds: 'affects',
};

const doing: Readonly<Record<Reason['does'], string>> = {
  addTag: 'Adds the tag',
  removeTag: 'Removes the tag',
  setField: 'Sets the field',
  addNote: 'Adds a note',
  grantAccess: 'Gives access to',
  revokeAccess: 'Revokes access to',
  issueCertificate: 'Issues a certificate',
  revokeCertificate: 'Revokes a certificate',
};

const noticed: Readonly<Record<Reason['noticedBy'], string>> = {
  trigger: 'A trigger starts with it.',
  exit: 'People exit then.',
  goal: 'It is the goal.',
  wait: 'A step waits for it.',
  condition: 'A condition reads it.',
};

/** Why there is a line, in a sentence or two. */
export function reasonInWords({ does, record, segmentId, noticedBy }: Reason, names: Names): string {
  const name = record && ` “${names(record.kind, record.id) ?? '…'}”`;
  const through =
    segmentId === null ? '' : `, so that people may enter or leave the segment “${names('segment', segmentId) ?? '…'}”`;
  return `${doing[does]}${name ?? ''}${through}. ${noticed[noticedBy]}`;
}
