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
  return [
    {
      name: 'product',
      sources: [...shared, ...product.flatMap((path) => [`${path}/src`, `${path}/tsconfig.json`, `${path}/package.json`])],
      results: product.map((path) => `${path}/dist/.tsbuildinfo`),
      args: [inRoot(COMPILER), '-b', ...product],
    },
    {
      name: 'workflows',
      sources: ['package-lock.json', 'workflows/src', 'libs/domain/src', 'libs/contracts/src', 'apps/worker/src/bundle.ts'],
      results: ['apps/worker/dist/workflows.bundle.js'],
      args: [inRoot('apps/worker/dist/bundle.js')],
    },
    ...webApps().map((app) => ({
      name: `web-${app}`,
      sources: ['package-lock.json', 'libs/domain/src', 'libs/rendering/src', 'libs/api-client/src', 'web'],
      results: [`web/dist/${app}/index.html`],
      cwd: 'web',
      args: [inRoot('node_modules/vite/bin/vite.js'), 'build', '--config', `vite.${app}.config.ts`],
    })),
    {
      name: 'test',
      sources: [...shared, ...projects.map((path) => (path === 'test' ? path : `${path}/src`))],
      results: ['test/dist/.tsbuildinfo'],
      args: [inRoot(COMPILER), '-b', 'test'],
    },
  ];
}

/** The web apps, by their Vite configurations. */
function webApps() {
  if (!existsSync(inRoot('web'))) return [];
  return readdirSync(inRoot('web')).flatMap((name) => name.match(/^vite\.(admin|portal)\.config\.ts$/)?.[1] ?? []);
}

/** All that `npm start` runs. @param {string} name */
export const isProduct = (name) => name !== 'test';

/**
 * Builds what is stale.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {(name: string) => boolean} [isWanted] of targets; all by default
 */
export async function ensureBuilt(supervisor, isWanted = () => true) {
  for (const target of targets().filter(({ name }) => isWanted(name))) {
    const hash = hashOf(target.sources);
    if (isFresh(target, hash)) continue;
    const estimate = target.name.startsWith('web') ? 'about 20 s' : 'about 10 s';
    await step(supervisor.say, { title: `Building: ${target.name}`, estimate }, () =>
      supervisor.run({
        name: `build-${target.name}`,
        command: process.execPath,
        args: target.args,
        cwd: inRoot(target.cwd ?? '.'),
        env: { NO_COLOR: '1' },
        lastLines: 30,
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
