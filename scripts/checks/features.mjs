import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from '../lib/paths.mjs';

const FILE = 'docs/features.md';

/** Checks that every row of the feature list names code and a test that exist. */
export function checkFeatures() {
  /** @type {string[]} */
  const problems = [];
  for (const [, feature = '', code = '', test = ''] of readFileSync(inRoot(FILE), 'utf8').matchAll(ROW)) {
    if (feature.trim() === 'feature' || /^[\s-]+$/.test(feature)) continue;
    for (const [column, cell] of [
      ['code', code],
      ['test', test],
    ]) {
      const paths = [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
      if (paths.length === 0) problems.push(`${feature.trim()}: the ${column} column names no path`);
      for (const path of paths) if (!existsSync(inRoot(path))) problems.push(`${feature.trim()}: ${path} does not exist`);
    }
  }
  if (problems.length > 0) throw new Error(`${FILE}:\n${problems.join('\n')}`);
}

/** Feature, code, test. */
const ROW = /^\|([^|\n]*)\|([^|\n]*)\|([^|\n]*)\|$/gm;
