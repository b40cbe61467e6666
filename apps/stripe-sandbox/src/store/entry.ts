import type { Kind, Kinds } from '../wire/types.js';
import type { Hidden } from './hidden.js';

/** An object in a transaction. Change `data` and `hidden` in place, then `save` it. */
export interface Entry<K extends Kind> {
  readonly kind: K;
  readonly id: string;
  clock: string | null;
  readonly data: Kinds[K];
  readonly hidden: Hidden<K>;
  /** The data as of the last event, for `previous_attributes`. */
  snapshot: string;
  state: 'clean' | 'new' | 'dirty' | 'deleted';
}

/** A filter of a list: a path into the object and the value there. */
export interface Filter {
  path: string;
  is: string | boolean | readonly string[];
}

/** A range of instants, as Stripe's `created[gte]`. */
export interface Range {
  gt?: number;
  gte?: number;
  lt?: number;
  lte?: number;
}

/** The fields of an object that changed since the snapshot, with their old values; undefined if none did. */
export function previousAttributes(snapshot: string, now: object): object | undefined {
  const before: Record<string, unknown> = JSON.parse(snapshot);
  const after: Record<string, unknown> = JSON.parse(JSON.stringify(now));
  const changed: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue;
    const [old, young] = [before[key], after[key]];
    const nested = key !== 'items' && isPlain(old) && isPlain(young);
    changed[key] = nested ? (previousAttributes(JSON.stringify(old), young) ?? null) : (old ?? null);
  }
  return Object.keys(changed).length > 0 ? changed : undefined;
}

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
