import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../../scripts/lib/paths.mjs';

/** @param {string} folder */
const sourcesOf = (folder) =>
  readdirSync(inRoot(folder), { encoding: 'utf8', recursive: true })
    .filter((path) => /\.tsx?$/.test(path) && !/\.spec\.tsx?$/.test(path))
    .map((path) => ({ path: join(folder, path), source: readFileSync(inRoot(join(folder, path)), 'utf8') }));

const users = ['apps/api/src', 'web/src'].flatMap(sourcesOf);

/** Rules that the API and a form both know. Each is written in libs/domain, and read from there. */
const rules = [
  { rule: 'parseEmailAddress of @perennial/domain/addresses', pattern: /\/\^?[^/\n]*@[^/\n]*\\\.[^/\n]*\$?\/|z\.email\(/ },
  { rule: 'longestTrialDays of @perennial/domain/billing', pattern: /\b730\b/ },
  { rule: 'longestReleaseDays of @perennial/domain/learning', pattern: /\b3650\b/ },
  { rule: 'longestGrantDays of @perennial/domain/people', pattern: /\b3660\b/ },
  { rule: 'StripeKeyInput of @perennial/domain/billing', pattern: /\(sk\|rk\)/ },
  { rule: 'HexColour of @perennial/domain/school', pattern: /\/\^#\[0-9a-fA-F\]\{6\}/ },
  { rule: 'newPasswordProblem or NewPassword of @perennial/domain/identity', pattern: /password\w*\.length|\.length >= 10\b/i },
  { rule: 'intervalInWords of @perennial/domain/billing', pattern: /'every month'/ },
  { rule: 'planIntervals of @perennial/domain/billing', pattern: /z\.literal\(3\)|\b1 \| 3 \| 6 \| 12\b/ },
  { rule: 'the columns that a list can be sorted by, in libs/domain', pattern: /listQuery\(\[|sorts = \[/ },
  { rule: 'a limit with a name, in libs/domain', pattern: /\b(?:max|maxLength)=\{\d{2,}\}/ },
];

/** Files of an area that may not import the area of the list. */
const exceptions = new Set(['apps/api/src/messaging/email/email.schemas.ts: automationStates']);

/** @param {string} source */
const rulesWrittenIn = (source) =>
  source
    .split('\n')
    .flatMap((line, index) => rules.filter(({ pattern }) => pattern.test(line)).map(({ rule }) => ({ line: index + 1, rule })));

/** Lists of two or more quoted words, sorted. @param {string} source */
const wordLists = (source) =>
  [...source.matchAll(/\[\s*((?:'[\w.:-]+',?\s*){2,})\]/g)].map(({ 1: words, index }) => ({
    line: source.slice(0, index).split('\n').length,
    words: [...(words ?? '').matchAll(/'([^']+)'/g)]
      .map(([, word]) => word)
      .sort()
      .join(' '),
  }));

const named = new Map(
  sourcesOf('libs/domain/src').flatMap(({ source }) =>
    [...source.matchAll(/^export const (\w+)(?:: [^=]+)? = (\[[^\]]*\])/gm)].flatMap(([, name, list]) =>
      wordLists(list ?? '').map(({ words }) => /** @type {const} */ ([words, name])),
    ),
  ),
);

test('no rule that the domain has is written again in the API or in a form', () => {
  assert.ok(users.length > 400, `${users.length} files`);
  assert.deepEqual(
    users.flatMap(({ path, source }) => rulesWrittenIn(source).map(({ line, rule }) => `${path}:${line}: use ${rule}`)),
    [],
  );
});

test('no list of words that the domain has is written again in the API or in a form', () => {
  assert.ok(named.size > 15, `${named.size} lists`);
  assert.deepEqual(
    users.flatMap(({ path, source }) =>
      wordLists(source).flatMap(({ line, words }) => {
        const name = named.get(words);
        return name === undefined || exceptions.has(`${path}: ${name}`) ? [] : [`${path}:${line}: use ${name}`];
      }),
    ),
    [],
  );
});

test('a rule written again is found', () => {
  for (const line of [
    'email: z.string().regex(/^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$/),',
    '        max={730}',
    'if (password.length < 10) return;',
    "const sorts = ['name', '-name'] as const;",
    "export const PlanQuery = listQuery(['title']);",
  ])
    assert.equal(rulesWrittenIn(line).length > 0, true, line);
  assert.deepEqual(rulesWrittenIn('max={longestTrialDays}'), []);
  assert.equal(named.get(wordLists("z.enum(['archived', 'draft', 'published'])")[0]?.words ?? ''), 'publicationStates');
});
