import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../../scripts/lib/paths.mjs';

/** Words with one spelling, in screens, emails, documents, comments and identifiers alike. */
const spellings = [{ wrong: /(?<![A-Za-z])e[-\u2010\u2011]mail/i, right: 'email' }];

/** Phrases that read as translated, each with what to write. */
const phrases = [
  { wrong: /\bmend(?:ed|ing|s)?\b/i, right: 'fix' },
  { wrong: /\bnoughts?\b/i, right: 'zero' },
  { wrong: /\brung\b/i, right: 'notified' },
  { wrong: /\bon their way\b/i, right: 'in progress' },
  { wrong: /\blet (?:people|them|all) in\b/i, right: 'allow to enter, or resume' },
  { wrong: /\bfor good\b/i, right: 'permanently' },
  { wrong: /\bfor ever\b/i, right: 'indefinitely' },
  { wrong: /\btried again\b/i, right: 'retried' },
  { wrong: /\blook(?:s|ed)? again\b/i, right: 'recheck or poll' },
  { wrong: /\btold (?:once|twice)\b/i, right: 'recorded once' },
  { wrong: /\b(?:kept|keeps?) out\b/i, right: 'did not enter' },
  { wrong: /\bin words\b/i, right: 'the label, or describe' },
  { wrong: /\bways? out\b/i, right: 'branch or port' },
  { wrong: /\bgo(?:es)? on (?:by|with|once|where|when|failing|to)\b/i, right: 'continue' },
  { wrong: /\bunless said\b/i, right: 'by default' },
  { wrong: /\bon the wall\b(?! clock)/i, right: 'in wall-clock time' },
  { wrong: /\bwhat is owed\b/i, right: 'pending or open amount' },
  { wrong: /\bis no (?:error|event|list|number|ID|payment|text)\b/i, right: 'is not a' },
  { wrong: /\bstands still\b/i, right: 'waits or is paused' },
];

/** Files that need the other wording: column names of files that people import, and lists of wordings. */
const exceptions = new Set(['contact-import.spec.ts', 'spelling.test.mjs', 'names.test.mjs', 'CONTRIBUTING.md']);

const skipped = new Set(['node_modules', 'dist', 'histories', 'migrations', 'test-results', 'package-lock.json']);
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
const misspelt = (text) => [...spellings, ...phrases].filter(({ wrong }) => wrong.test(text)).map(({ right }) => right);

test('every word has one spelling, and no phrase reads as translated', () => {
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

test('a translated phrase is found, and words that only look like it are not', () => {
  for (const text of [
    '3 things to mend first',
    'Let people in',
    'the step fails for good',
    'it is tried again',
    'When it is told once',
  ])
    assert.equal(misspelt(text).length, 1, text);
  for (const text of [
    'recommend',
    'amended',
    'on the wall clock',
    'for goods',
    'retried',
    'she told him',
    'drop-out',
    'go online',
  ])
    assert.deepEqual(misspelt(text), [], text);
});
