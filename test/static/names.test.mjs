import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../../scripts/lib/paths.mjs';

/** Metaphors for parts of the product, and the words to name them with. */
const metaphors = new Map([
  ['house', 'services'],
  ['office', 'the service by its task'],
  ['desk', 'the service by its task'],
  ['bell', 'notifier'],
  ['ring', 'notify'],
  ['rings', 'notifications'],
  ['ringing', 'notifying'],
  ['rung', 'notified'],
  ['door', 'access'],
  ['doors', 'access'],
  ['room', 'page'],
  ['rooms', 'pages'],
  ['floor', 'section'],
  ['floors', 'sections'],
  ['standing', 'state, status or count'],
  ['standings', 'states'],
  ['mend', 'fix'],
  ['film', 'video'],
]);

/** Names that other libraries chose. */
const foreign = new Set(['floor', 'IconDoorExit', 'IconDoorOff', 'focusRing']);

const skipped = new Set(['node_modules', 'dist', 'histories', 'test-results', 'public']);

/** @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesIn(path);
    return /\.(?:tsx?|mjs|css)$/.test(entry.name) && !path.startsWith('libs/api-client/') ? [path] : [];
  });

/** Source without comments and texts. @param {string} source */
const codeOf = (source) =>
  source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g, "''")
    .replace(/(?<![:\w])\/\/.*/g, '');

/** @param {string} name */
const metaphorsIn = (name) =>
  foreign.has(name)
    ? []
    : name
        .split(/(?<=[a-z\d])(?=[A-Z])|[^A-Za-z\d]+/)
        .map((word) => word.toLowerCase())
        .filter((word) => metaphors.has(word));

/** @param {string} path @param {string} source */
const badNames = (path, source) => {
  const names = path.endsWith('.css')
    ? (source.match(/(?<=\.)[a-zA-Z][\w-]*/g) ?? [])
    : (codeOf(source).match(/[A-Za-z_$][\w$]*/g) ?? []);
  return [...new Set([basename(path), ...names])].flatMap((name) =>
    metaphorsIn(name).map((word) => `${path}: ${name} (${metaphors.get(word)})`),
  );
};

test('names of files and in code use standard words instead of metaphors', () => {
  const files = ['activities', 'apps', 'bench', 'libs', 'relay', 'scripts', 'test', 'web', 'workflows'].flatMap(filesIn);
  assert.ok(files.length > 1200, `${files.length} files`);
  assert.deepEqual(
    files.flatMap((path) => badNames(path, readFileSync(inRoot(path), 'utf8'))),
    [],
  );
});

test('a metaphor is found in the name of a file, a class and a variable, and not in a text', () => {
  assert.equal(badNames('src/course-door.ts', '').length, 1);
  assert.equal(badNames('src/a.ts', 'class CertificateDesk {}').length, 1);
  assert.equal(badNames('src/a.ts', 'this.#ring();').length, 1);
  assert.deepEqual(badNames('src/a.ts', "// the door\nconst title = 'a room'; Math.floor(roomy);"), []);
});
