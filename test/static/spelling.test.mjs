import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../../scripts/lib/paths.mjs';

/** Words with one spelling, in screens, emails, documents, comments and identifiers alike. */
const spellings = [{ wrong: /(?<![A-Za-z])e[-\u2010\u2011]mail/i, right: 'email' }];

/** Files that need the other spelling, such as column names of files that people import, and this one. */
const exceptions = new Set(['contact-import.spec.ts', 'spelling.test.mjs']);

const skipped = new Set(['node_modules', 'dist', 'histories', 'test-results', 'package-lock.json']);
const texts = /\.(?:css|example|html|json|m?js|md|mts|sh|sql|svg|tsx?|ya?ml)$/;

/** @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (skipped.has(entry.name) || exceptions.has(entry.name) || (entry.isDirectory() && entry.name.startsWith('.'))) return [];
    if (entry.isDirectory()) return filesIn(path);
    return texts.test(entry.name) ? [path] : [];
  });

/** @param {string} text */
const misspelt = (text) => spellings.filter(({ wrong }) => wrong.test(text)).map(({ right }) => right);

test('every word has one spelling', () => {
  const files = filesIn('.');
  assert.ok(files.length > 1000);
  const found = files.flatMap((path) =>
    readFileSync(inRoot(path), 'utf8')
      .split('\n')
      .flatMap((line, index) => misspelt(line).map((right) => `${path}:${index + 1}: write "${right}"`)),
  );
  assert.deepEqual(found, []);
});

test('another spelling is found, and words that only look like it are not', () => {
  for (const text of ['E-mail address', 'an e\u2011mail', "label: 'E-Mail'"]) assert.deepEqual(misspelt(text), ['email']);
  for (const text of ['email', 'one-mail-for-the-end', 'the-mail']) assert.deepEqual(misspelt(text), []);
});
