import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../../scripts/lib/paths.mjs';

const skipped = new Set(['node_modules', 'dist']);

/** @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesIn(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });

const sources = ['activities', 'apps', 'libs', 'relay', 'web/src', 'workflows'].flatMap((folder) =>
  filesIn(folder).map((path) => ({ path, source: readFileSync(inRoot(path), 'utf8') })),
);

/**
 * Lines that write the type of a schema where a name would do: the type belongs beside its schema, once, and has its name.
 * @param {string} path @param {string} source
 */
const typesAwayFromTheirSchema = (path, source) =>
  source.split('\n').flatMap((line, index) => {
    const schema = /\bz\.(?:infer|output)<typeof (\w+)>/.exec(line)?.[1];
    if (schema === undefined) return [];
    const type = new RegExp(`^(?:export )?type (\\w+) = z\\.output<typeof ${schema}>;$`).exec(line)?.[1];
    const declared = new RegExp(`^(?:export )?const ${schema}\\b`, 'm').test(source);
    return declared && type === schema ? [] : [`${path}:${index + 1}: ${line.trim()}`];
  });

test('the type of a schema is beside it and has its name', () => {
  assert.ok(sources.length > 700, `${sources.length} files`);
  assert.deepEqual(
    sources.flatMap(({ path, source }) => typesAwayFromTheirSchema(path, source)),
    [],
  );
});

/** Whether zod made it. @param {unknown} value */
const isSchema = (value) => typeof value === 'object' && value !== null && '_zod' in value;

/** @param {Record<string, unknown>} module names of its schemas that begin with a lower-case letter */
const lowerCaseSchemas = (module) =>
  Object.entries(module).flatMap(([name, value]) => (/^[a-z]/.test(name) && isSchema(value) ? [name] : []));

test('a schema that the domain exports is named as its type, with a capital letter', async () => {
  const root = inRoot('libs/domain/src');
  const modules = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => /(?<!\.spec)\.ts$/.test(path));
  assert.ok(modules.length > 100, `${modules.length} files`);
  const named = await Promise.all(
    modules.map(async (path) => {
      const built = pathToFileURL(inRoot('libs/domain/dist', path.replace(/\.ts$/, '.js')));
      return lowerCaseSchemas(await import(built.href)).map((name) => `${path}: ${name}`);
    }),
  );
  assert.deepEqual(named.flat(), []);
});

test('a schema with a lower-case name is found, and a list or a function is not', () => {
  assert.deepEqual(lowerCaseSchemas({ planSchema: { _zod: {} }, Plan: { _zod: {} }, plans: [], planOf: () => ({ _zod: {} }) }), [
    'planSchema',
  ]);
});

test('a type written away from its schema, or under another name, is found', () => {
  const found = (/** @type {string} */ source) => typesAwayFromTheirSchema('apps/api/src/a.ts', source).length;
  assert.equal(found('export const Plan = z.object({});\nexport type Plan = z.output<typeof Plan>;'), 0);
  assert.equal(found('export const Plan = z.object({});\nexport type PlanView = z.output<typeof Plan>;'), 1);
  assert.equal(found('create(body: z.output<typeof Plan>): void {}'), 1);
  assert.equal(found('export type Plan = z.infer<typeof Plan>;'), 1);
});
