import { type FailureCode, isFailureCode } from './failures.js';

/**
 * Custom search attributes of workflows. They contain only IDs, never names or addresses. A Temporal namespace on SQL has ten
 * keyword slots. All ten are reserved here, so that other applications cannot use them up.
 */
export const searchAttributes = [
  { name: 'SchoolId', type: 'Keyword' },
  { name: 'ContactId', type: 'Keyword' },
  { name: 'MembershipId', type: 'Keyword' },
  { name: 'AutomationId', type: 'Keyword' },
  { name: 'AutomationVersion', type: 'Keyword' },
  { name: 'NodeId', type: 'Keyword' },
  { name: 'WaitKind', type: 'Keyword' },
  { name: 'ClockId', type: 'Keyword' },
  { name: 'CourseId', type: 'Keyword' },
  { name: 'BroadcastId', type: 'Keyword' },
] as const;

/** `WaitKind` of a workflow that only staff or the hourly retry can continue, and whose row in Postgres has the reason. */
export const needsAttention = 'needs attention';

/** `WaitKind` of a workflow whose activity failed permanently. Only Temporal has a record of it. */
export const attentionKind = (code: FailureCode): string => `${needsAttention}: ${code}`;

/** The code in an {@link attentionKind}; null for any other `WaitKind`. */
export function attentionCode(waitKind: string): FailureCode | null {
  const code = waitKind.startsWith(`${needsAttention}: `) ? waitKind.slice(needsAttention.length + 2) : '';
  return isFailureCode(code) ? code : null;
}

/** Name of a custom search attribute. */
export type SearchAttributeName = (typeof searchAttributes)[number]['name'];

/** Search attributes as plain values. Null means that the attribute does not apply. */
export type SearchAttributeValues = Partial<Record<SearchAttributeName, string | null>>;

/** A search attribute in the format of Temporal's SDK. */
export interface KeywordPair {
  readonly key: { readonly name: SearchAttributeName; readonly type: 'KEYWORD' };
  readonly value: string;
}

/** Search attributes for a start, an upsert or a continue-as-new, from plain values. */
export function attributePairs(values: SearchAttributeValues): KeywordPair[] {
  return searchAttributes.flatMap(({ name }) => {
    const value = values[name];
    return value ? [{ key: { name, type: 'KEYWORD' }, value }] : [];
  });
}
