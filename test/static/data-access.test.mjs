import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inRoot } from '../../scripts/lib/paths.mjs';

/** @param {string} folder */
const sourcesOf = (folder) =>
  readdirSync(inRoot(folder), { encoding: 'utf8', recursive: true })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => ({ path: join(folder, path), source: readFileSync(inRoot(join(folder, path)), 'utf8') }));

const api = sourcesOf('apps/api/src');

/** Where classes without NestJS become providers. */
const factories = [
  'apps/api/src/platform/database/database.module.ts',
  'apps/api/src/platform/database/services.module.ts',
  // Global pipes and filters are given to the application as objects.
  'apps/api/src/app.ts',
  // A listener belongs to the one that it calls back.
  'apps/api/src/home/live/live-channels.ts',
  'apps/api/src/identity/auth/api-keys.ts',
];

/** Classes that the container makes: those of the shared libraries with needs of their own, and those marked as injectable. */
const provided = new Set([
  ...['libs/services/src', 'libs/stripe/src'].flatMap((folder) =>
    sourcesOf(folder).flatMap(({ source }) =>
      [...source.matchAll(/^export class (\w+)(?! extends \w*Error)[^{]*\{(?:(?!^})[\s\S])*?^ {2}constructor\(/gm)].map(
        ([, name]) => name,
      ),
    ),
  ),
  'Tenancy',
  ...api.flatMap(({ source }) =>
    [...source.matchAll(/@Injectable\(\)\n(?:export )?(?:abstract )?class (\w+)/g)].map(([, name]) => name),
  ),
]);

test('the API makes no provider by a function either', () => {
  const made = api
    .filter(({ source }) => /\b(?:openStorage|createStripeClient|schoolRepository)\(/.test(source))
    .map(({ path }) => path);
  assert.deepEqual(
    made.filter((path) => !factories.includes(path) && !path.endsWith('school-repositories.ts')),
    ['apps/api/src/billing/stripe/connection.service.ts'],
    'inject Storage or StripeClients; only a key that is not stored yet needs a client of its own',
  );
});

/** @param {string} source */
const constructed = (source) =>
  [...source.matchAll(/\bnew ([A-Z]\w*)\(/g)].map(([, name]) => name).filter((name) => provided.has(name));

test('the API makes no provider by hand', () => {
  assert.ok(provided.size > 80, `${provided.size} classes`);
  for (const name of [
    'ContactChanges',
    'LessonReleases',
    'UnsubscribeProof',
    'StripeEventStore',
    'ContactsService',
    'SurfaceGuard',
  ])
    assert.ok(provided.has(name), name);
  const problems = api
    .filter(({ path }) => !factories.includes(path))
    .flatMap(({ path, source }) => constructed(source).map((name) => `${path} makes ${name}`));
  assert.deepEqual(problems, [], 'inject it; classes of libs/services and libs/stripe become providers in services.module.ts');
});

test('the rule sees a provider that is made by hand', () => {
  assert.deepEqual(constructed('await new ContactChanges(this.tenancy).watch(id); new Map(); new Date()'), ['ContactChanges']);
});

test('no class is provided by two modules', () => {
  /** @type {Map<string, string[]>} */
  const places = new Map();
  for (const { path, source } of api.filter((file) => file.path.endsWith('.module.ts'))) {
    const names = [
      ...[...source.matchAll(/\bproviders: \[([^\]]*)\]/g)].flatMap(([, list = '']) =>
        list.split(',').map((name) => name.trim()),
      ),
      ...[...source.matchAll(/\bprovide: (\w+)|\bprovided\((\w+),/g)].map(([, name, other]) => name ?? other ?? ''),
    ];
    for (const name of names.filter((each) => /^[A-Z]\w+$/.test(each) && !/^APP_/.test(each)))
      places.set(name, [...(places.get(name) ?? []), path]);
  }
  assert.ok(places.size > 80, `${places.size} providers`);
  assert.deepEqual(
    [...places].filter(([, paths]) => paths.length > 1),
    [],
    'provide it in one module, and export it there',
  );
});

test('providers of the API inject repositories', () => {
  const problems = api.flatMap(({ path, source }) => (/\btenancy\s*\.repo\(/.test(source) ? [path] : []));
  assert.deepEqual(problems, [], 'inject the repository (@InjectRepository) and list the entity in schoolRepositories([…])');
});

test('SQL names no column in camel case: declared statements rename columns once', () => {
  const found = ['apps/api/src', 'apps/worker/src', 'libs/services/src', 'libs/stripe/src', 'activities/src', 'relay/src']
    .flatMap(sourcesOf)
    .filter(({ source }) => /\bas "[a-z]+[A-Z]/.test(source))
    .map(({ path }) => path)
    .sort();
  assert.deepEqual(found, [], 'declare the statement with defineQuery in <feature>.queries.ts');
});
