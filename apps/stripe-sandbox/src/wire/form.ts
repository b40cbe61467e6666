import type { Json, JsonObject } from './types.js';

/**
 * Decodes Stripe's form encoding: `a[b][0]=x` is `{a: {b: ['x']}}`, `a[]=x` appends. All leaves are strings.
 */
export function decodeForm(text: string): JsonObject {
  const root: JsonObject = Object.create(null);
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = unescapeForm(at < 0 ? pair : pair.slice(0, at));
    assign(root, pathOf(name), at < 0 ? '' : unescapeForm(pair.slice(at + 1)));
  }
  const result = settle(root);
  return isObject(result) ? result : {};
}

const unescapeForm = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

function pathOf(name: string): string[] {
  const first = name.indexOf('[');
  if (first <= 0) return [name];
  const keys = [name.slice(0, first)];
  for (const [, key] of name.slice(first).matchAll(/\[([^[\]]*)\]/g)) keys.push(key ?? '');
  return keys;
}

function assign(root: JsonObject, path: readonly string[], value: string): void {
  let node = root;
  for (const [index, raw] of path.entries()) {
    const key = raw === '' ? String(Object.keys(node).length) : raw;
    if (index === path.length - 1) {
      node[key] = value;
      return;
    }
    const next = node[key];
    if (isObject(next)) node = next;
    else {
      const fresh: JsonObject = Object.create(null);
      node[key] = fresh;
      node = fresh;
    }
  }
}

/** Objects whose keys are 0, 1, 2 … become arrays. */
function settle(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) {
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => settle(value[key]) ?? null);
  }
  const result: JsonObject = {};
  for (const key of keys) {
    if (key !== '__proto__') result[key] = settle(value[key]);
  }
  return result;
}

/** A JSON object, not an array. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
