import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../../scripts/lib/paths.mjs';

const folder = inRoot('docs/adr');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .toSorted();

test('every decision has a number of its own, the next one, and says it in its heading', () => {
  assert.deepEqual(
    files.map((name) => Number.parseInt(name, 10)),
    files.map((_, index) => index + 1),
  );
  const headings = files.map((name) => readFileSync(join(folder, name), 'utf8').split('\n')[0] ?? '');
  assert.deepEqual(
    headings.map((heading) => heading.replace(/^# (\d+)\. .*$/, '$1')),
    files.map((name) => String(Number.parseInt(name, 10))),
  );
});
