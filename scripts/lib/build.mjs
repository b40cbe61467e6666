import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { step } from './say.mjs';

const COMPILER = 'node_modules/ts7/bin/tsc';
const STAMPS = 'node_modules/.cache/perennial';

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {string[]} sources folders and files whose content decides whether the result is stale
 * @property {string[]} results exist after a build
 * @property {string} [cwd]
 * @property {string[]} args of node
 */

/** @returns {Target[]} what there is to build here, in order; nothing where sources or tools are absent */
export function targets() {
  if (!existsSync(inRoot('tsconfig.json')) || !existsSync(inRoot(COMPILER))) return [];
  /** @type {string[]} */
  const projects = JSON.parse(readFileSync(inRoot('tsconfig.json'), 'utf8')).references.map(
    (/** @type {{ path: string }} */ { path }) => path,
  );
  const product = projects.filter((path) => path !== 'test' && existsSync(inRoot(path, 'tsconfig.json')));
  const shared = ['tsconfig.json', 'tsconfig.base.json', 'package-lock.json'];
  const all = [
    {
      name: 'product',
      sources: [...shared, ...product.flatMap((path) => [`${path}/src`, `${path}/tsconfig.json`, `${path}/package.json`])],
      results: product.map((path) => `${path}/dist/.tsbuildinfo`),
      args: [inRoot(COMPILER), '-b', ...product],
    },
    {
      name: 'web',
      sources: ['package-lock.json', 'libs/domain/src', 'libs/rendering/src', 'libs/api-client/src', 'web'],
      results: ['web/dist'],
      cwd: 'web',
      args: [inRoot('node_modules/vite/bin/vite.js'), 'build'],
    },
    {
      name: 'test',
      sources: [...shared, ...projects.map((path) => (path === 'test' ? path : `${path}/src`))],
      results: ['test/dist/.tsbuildinfo'],
      args: [inRoot(COMPILER), '-b', 'test'],
    },
  ];
  return all.filter(({ name }) => name !== 'web' || existsSync(inRoot('web/vite.config.ts')));
}

/**
 * Builds what is stale.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {string[]} [names] of targets; all by default
 */
export async function ensureBuilt(supervisor, names) {
  for (const target of targets().filter(({ name }) => !names || names.includes(name))) {
    const hash = hashOf(target.sources);
    if (isFresh(target, hash)) continue;
    const estimate = target.name === 'web' ? 'about 20 s' : 'about 10 s';
    await step(supervisor.say, { title: `Building: ${target.name}`, estimate }, () =>
      supervisor.run({
        name: `build-${target.name}`,
        command: process.execPath,
        args: target.args,
        cwd: inRoot(target.cwd ?? '.'),
      }),
    );
    mkdirSync(inRoot(STAMPS), { recursive: true });
    writeFileSync(stampOf(target), hash);
  }
}

/** @param {Target} target */
const stampOf = ({ name }) => inRoot(STAMPS, `build-${name}`);

/**
 * @param {Target} target
 * @param {string} hash
 */
const isFresh = (target, hash) =>
  target.results.every((path) => existsSync(inRoot(path))) &&
  existsSync(stampOf(target)) &&
  readFileSync(stampOf(target), 'utf8') === hash;

/** @param {string[]} sources */
function hashOf(sources) {
  const hash = createHash('sha256').update(process.version);
  for (const file of sources.flatMap(filesUnder).sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update('\0');
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  const stat = statSync(inRoot(path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [path];
  return readdirSync(inRoot(path))
    .filter((name) => name !== 'node_modules' && name !== 'dist' && name !== 'histories')
    .flatMap((name) => filesUnder(`${path}/${name}`));
}
