import { formatLocal } from '@perennial/domain/calendar';
import { eventFields } from '@perennial/domain/conditions';
import { choiceLabel, eventCatalogue, isEventType, isPercent, withoutPercent } from '@perennial/domain/events';
import { formatMoney } from '@perennial/rendering';
import { iso } from '../../platform/http/schemas.js';
import type { TimelineRow } from './timeline.queries.js';
import type { TimelineEntry } from './timeline.schemas.js';

const runStates: Readonly<Record<string, string>> = {
  running: 'running',
  waiting: 'waiting',
  parked: 'needs attention',
  completed: 'completed',
  exited: 'exited early',
  stopped: 'stopped',
};

/** An entry as people read it. */
export function toTimelineEntry(row: TimelineRow, timeZone: string): TimelineEntry {
  return {
    id: row.id,
    at: iso(row.at),
    recordedAt: iso(row.recordedAt),
    kind: row.kind,
    type: row.type,
    label: labelOf(row),
    detail: detailOf(row, timeZone) || null,
    // A step of a run was caused by the run; the run names its event.
    causationId: row.runId ?? row.causationId,
    contactId: row.contactId,
    contactName: row.contactName,
    link: linkOf(row),
  };
}

function labelOf({ kind, type, subject }: TimelineRow): string {
  if (kind === 'event') return isEventType(type) ? eventCatalogue[type].label : type;
  return subject ?? type;
}

function linkOf({ kind, id, automationId, contactId }: TimelineRow): string | null {
  if (kind === 'run') return `/automations/${automationId}/runs/${id}`;
  return contactId ? `/contacts/${contactId}` : null;
}

function detailOf({ kind, type, data }: TimelineRow, timeZone: string): string {
  if (kind === 'mail') {
    const { recipient, problem, attempts } = data;
    const state =
      type === 'sent' ? 'Email' : type === 'failed' ? `Email not sent (${String(problem ?? 'refused')})` : 'Email being sent';
    if (type === 'withheld') return `Email to ${String(recipient)}. ${String(problem)}`;
    const again = typeof attempts === 'number' && attempts > 1 ? ', sent again after an unknown outcome' : '';
    return `${state} to ${String(recipient)}${again}`;
  }
  if (kind === 'run') return `Automation, ${runStates[type] ?? type}${data.problem ? `: ${String(data.problem)}` : ''}`;
  return isEventType(type) ? wordsOf(type, data, timeZone) : '';
}

/** The payload in details, field by field as the catalogue describes it; IDs mean nothing to people and are left out. */
function wordsOf(type: Parameters<typeof eventFields>[0], data: TimelineRow['data'], timeZone: string): string {
  const details = eventFields(type).flatMap((field): string[] => {
    const value = data[field.name];
    if (value === null || value === undefined || field.type === 'reference' || field.name === 'currency') return [];
    if (/Id$|Ids$/.test(field.name)) return [];
    if (field.type === 'money' && typeof value === 'number')
      return [formatMoney(value, typeof data.currency === 'string' ? data.currency : 'eur', 'en')];
    if (field.type === 'instant' && typeof value === 'string') return [`${field.label} ${formatLocal(value, timeZone)}`];
    if (field.type === 'boolean') return [`${field.label}: ${value ? 'yes' : 'no'}`];
    if (field.type === 'choice' && typeof value === 'string') return [`${field.label}: ${choiceLabel(value)}`];
    if (field.type === 'number') return [`${withoutPercent(field.label)}: ${String(value)}${isPercent(field.label) ? '%' : ''}`];
    if (field.type === 'list' && Array.isArray(value)) return [value.join(', ')];
    if (field.type === 'map')
      return Object.entries(value).map(([name, inner]) => `${name}: ${inner === null ? 'nothing' : String(inner)}`);
    return typeof value === 'string' && value ? [value] : [];
  });
  return details.join(' · ');
}
