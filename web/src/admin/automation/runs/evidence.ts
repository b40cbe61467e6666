import { z } from 'zod';
import { formatInstant } from '../../../ui/values/instant';

const atom = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const comparison = z.object({
  field: z.string(),
  label: z.string(),
  operator: z.string(),
  expected: z.union([atom, z.array(atom)]).optional(),
  actual: z.union([atom, z.array(atom)]).optional(),
  matched: z.boolean().optional(),
});

/** One comparison that was made: the field and the value seen. */
export type Comparison = z.output<typeof comparison>;

/** Comparisons as they are kept; whatever cannot be read is left out. */
export const readComparisons = (values: unknown): Comparison[] =>
  Array.isArray(values) ? values.flatMap((value: unknown) => comparison.safeParse(value).data ?? []) : [];

/** Why a step went the way it did. */
export function readEvidence(evidence: Readonly<Record<string, unknown>> | null): { reason: string; values: Comparison[] } {
  const reason = evidence?.reason;
  return { reason: typeof reason === 'string' ? reason : '', values: readComparisons(evidence?.values) };
}

/** Why an event did not get in: the comparisons of every trigger that it fits. */
export const readNonEntry = (evidence: unknown): Comparison[] =>
  Array.isArray(evidence)
    ? evidence.flatMap((trigger: unknown) =>
        typeof trigger === 'object' && trigger !== null && 'evidence' in trigger ? readComparisons(trigger.evidence) : [],
      )
    : [];

const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text);

/** The value seen, in words; an instant as it is in a time zone. */
export function inWords(value: Comparison['actual'], timeZone: string): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' && isInstant(value) ? formatInstant(value, timeZone) : String(value);
}
