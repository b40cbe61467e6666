import { prefixes } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { invalid } from './errors.js';
import { isObject } from './form.js';
import { includable } from './includable.js';
import type { Kind } from './types.js';

const kindsByPrefix = (Object.entries(prefixes) as [Kind, string][])
  .filter(([, prefix]) => prefix !== '')
  .sort((a, b) => b[1].length - a[1].length);
/** Fields that hold ids and are not expandable, or hold ids without a prefix. */
const kindsByField: Readonly<Record<string, Kind>> = { coupon: 'coupon' };

const kindOf = (field: string, id: string): Kind | undefined =>
  kindsByField[field] ?? kindsByPrefix.find(([, prefix]) => id.startsWith(prefix))?.[0];

/**
 * Replaces ids by their objects along each path (`latest_invoice.payments`, `data.customer`), to four levels.
 * @throws {StripeError} 400 for a path that leads nowhere
 */
export async function expand(tx: Tx, body: unknown, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const keys = path.split('.');
    const levels = keys.filter((key) => key !== 'data').length;
    if (levels > 4) throw invalid(`You cannot expand more than 4 levels of a property (${path}).`, 'expand');
    if (!(await expandAt(tx, body, keys))) throw invalid(`This property cannot be expanded (${path}).`, 'expand');
  }
}

async function expandAt(tx: Tx, node: unknown, keys: readonly string[]): Promise<boolean> {
  const [key, ...rest] = keys;
  if (key === undefined) return true;
  if (Array.isArray(node)) {
    for (const item of node) if (!(await expandAt(tx, item, keys))) return false;
    return true;
  }
  if (!isObject(node)) return node === null || node === undefined;
  let value: unknown = node[key];
  if (value === undefined || value === null) {
    const make = includable[`${String(node.object)}.${key}`];
    if (make && typeof node.id === 'string') value = await make(tx, node.id);
    else if (!(key in node)) return false;
  } else if (typeof value === 'string') {
    value = await resolveId(tx, key, value);
    if (value === undefined) return false;
  } else if (Array.isArray(value)) {
    const resolved: unknown[] = [];
    for (const item of value) resolved.push(typeof item === 'string' ? ((await resolveId(tx, key, item)) ?? item) : item);
    value = resolved;
  }
  Reflect.set(node, key, value);
  return expandAt(tx, value, rest);
}

async function resolveId(tx: Tx, field: string, id: string): Promise<unknown> {
  const kind = kindOf(field, id);
  if (!kind) return undefined;
  const entry = await tx.find(kind, id);
  return entry ? structuredClone(entry.data) : { id, object: kind, deleted: true };
}
