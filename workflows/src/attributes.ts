import type { SearchAttributeName } from '@perennial/contracts';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';

/** Writes search attributes; null takes one away. Only at waits and parks: each write costs a history event. */
export function showAttributes(values: Partial<Record<SearchAttributeName, string | null>>): void {
  upsertSearchAttributes(
    Object.entries(values).map(([name, value]) => ({
      key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
      value: value ?? null,
    })),
  );
}
