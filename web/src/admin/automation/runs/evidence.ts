import { isUuid, type Names, optionLabel, resolveField } from '@perennial/domain/conditions';
import { publicEventTypes } from '@perennial/domain/events';
import { z } from 'zod';
import { formatInstant } from '../../../ui/values/instant';
import type { RecordReference } from '../../conditions/use-names';
import { asLookupKind } from '../../platform/records/lookup';

const atom = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const Comparison = z.object({
  field: z.string(),
  label: z.string(),
  operator: z.string(),
  expected: z.union([atom, z.array(atom)]).optional(),
  actual: z.union([atom, z.array(atom)]).optional(),
  matched: z.boolean().optional(),
});

/** One comparison that was made: the field and the value seen. */
export type Comparison = z.output<typeof Comparison>;

/** Stored comparisons, without any that cannot be read. */
export const readComparisons = (values: unknown): Comparison[] =>
  Array.isArray(values) ? values.flatMap((value: unknown) => Comparison.safeParse(value).data ?? []) : [];

/** Why a step took its branch. */
export function readEvidence(evidence: Readonly<Record<string, unknown>> | null): { reason: string; values: Comparison[] } {
  const reason = evidence?.reason;
  return { reason: typeof reason === 'string' ? reason : '', values: readComparisons(evidence?.values) };
}

/** Why an event did not enter: the comparisons of every trigger that it matches. */
export const readNonEntry = (evidence: unknown): Comparison[] =>
  Array.isArray(evidence)
    ? evidence.flatMap((trigger: unknown) =>
        typeof trigger === 'object' && trigger !== null && 'evidence' in trigger ? readComparisons(trigger.evidence) : [],
      )
    : [];

const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text);

const allEvents = { eventTypes: publicEventTypes };

/** The records that comparisons name: a plan, a course. */
export const referencesIn = (comparisons: readonly Comparison[]): RecordReference[] =>
  comparisons.flatMap(({ field, expected, actual }) => {
    const kind = asLookupKind(resolveField(field, allEvents)?.reference);
    if (!kind) return [];
    return [expected, actual].flat().flatMap((id) => (typeof id === 'string' && id !== '' ? [{ kind, id }] : []));
  });

/** A value as people read it: a choice by its label, a record by its name, an instant in a time zone. */
export function inWords(value: Comparison['actual'], timeZone: string, field?: string, names?: Names): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (Array.isArray(value))
    return value.length === 0 ? 'nothing' : value.map((one) => inWords(one, timeZone, field, names)).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const info = field === undefined ? undefined : resolveField(field, allEvents);
  if (typeof value === 'number') return info?.type === 'money' ? (value / 100).toFixed(2) : String(value);
  if (isInstant(value)) return formatInstant(value, timeZone);
  // Evidence of before tags had IDs has their names.
  if (info?.reference && (info.reference !== 'tag' || isUuid(value)))
    return names?.(info.reference, value) ?? `an unknown ${info.reference}`;
  return info?.options?.includes(value) ? optionLabel(info, value) : value;
}
