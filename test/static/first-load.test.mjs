import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../../scripts/lib/paths.mjs';

/**
 * What a browser loads before it can show a page: scripts and styles, compressed as they are served. Raise a number only for
 * what the first screen of its page shows. Everything else is deferred: `web/src/ui/overlays`.
 */
const budgets = {
  portal: {
    'identity/sign-in/SignIn.tsx': 159,
    'home/Home.tsx': 144,
    'learning/CoursePage.tsx': 147,
  },
  admin: {
    'home/Home.tsx': 166,
  },
};

/** @typedef {{ file: string, isEntry?: boolean, imports?: string[], css?: string[] }} Chunk */

/** @param {string} app @returns {Record<string, Chunk>} */
const manifestOf = (app) => JSON.parse(readFileSync(inRoot(`web/dist/${app}/.vite/manifest.json`), 'utf8'));

/**
 * Files of the entry and a page with everything that they import.
 * @param {Record<string, Chunk>} manifest
 * @param {string} page
 */
function filesOf(manifest, page) {
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry);
  const left = [entry ?? '', page];
  const seen = new Set();
  const files = new Set();
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const chunk = manifest[name];
    assert.ok(chunk, `${name} is not in the build`);
    if (seen.has(name)) continue;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    left.push(...(chunk.imports ?? []));
  }
  return [...files];
}

/** @param {string} app @param {string} file */
function sizeOf(app, file) {
  const path = inRoot(join('web/dist', app, file));
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
}

for (const [app, pages] of Object.entries(budgets)) {
  for (const [page, budget] of Object.entries(pages)) {
    test(`the first load of ${page} of the ${app} stays within ${budget} kB`, (context) => {
      const files = filesOf(manifestOf(app), page);
      const total = files.reduce((sum, file) => sum + sizeOf(app, file), 0) / 1000;
      context.diagnostic(`${total.toFixed(1)} kB in ${files.length} files`);
      const largest = files.sort((a, b) => sizeOf(app, b) - sizeOf(app, a)).slice(0, 6);
      assert.ok(total <= budget, `${total.toFixed(1)} kB, most of it in ${largest.join(', ')}`);
    });
  }
}
