/**
 * `npm test [part ...] [-- jest arguments]`: every check, or the named parts:
 * install build static migrations small medium cases replay e2e story.
 * The last line is `N passed, N failed`.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium } from './checks/chromium.mjs';
import { hasSpecs, runJest } from './checks/jest.mjs';
import { checkMigrations } from './checks/migrations.mjs';
import { Report } from './checks/report.mjs';
import { checkStatic } from './checks/static.mjs';
import { runStory } from './checks/story.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { checkNode, ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { anyPort } from './lib/ports.mjs';
import { messageOf, sayTo } from './lib/say.mjs';
import { startStack } from './lib/stack.mjs';
import { Supervisor } from './lib/supervisor.mjs';

const PARTS = ['install', 'build', 'static', 'migrations', 'small', 'medium', 'cases', 'replay', 'e2e', 'story'];
const NEEDED = ['install', 'build'];

const named = process.argv.slice(2).filter((word) => PARTS.includes(word));
const jestArguments = process.argv.slice(2).filter((word) => !PARTS.includes(word));
if (named.length === 0 && jestArguments.length > 0) {
  process.stderr.write(`No such part: ${jestArguments.join(' ')}. There are: ${PARTS.join(' ')}\n`);
  process.exit(2);
}
const wanted = named.length === 0 ? PARTS : PARTS.filter((part) => NEEDED.includes(part) || named.includes(part));

const say = sayTo(process.stdout);
const report = new Report(say);
const folder = mkdtempSync(join(tmpdir(), 'perennial-test-'));
// Postgres runs as another account where we are root.
chmodSync(folder, 0o755);
const results = inRoot('test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const supervisor = new Supervisor({ dataDir: results, say });
/** @type {import('./lib/stack.mjs').Stack[]} */
const stacks = [];

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => void finish(1));

/** @type {Record<string, () => Promise<void>>} */
const parts = {
  install: async () => {
    checkNode();
    await report.check('packages are what the lock file says', () => ensureInstalled(supervisor));
  },
  build: async () => {
    await report.check('everything compiles', () => ensureBuilt(supervisor));
  },
  static: () => checkStatic(supervisor, report),
  migrations: async () => {
    await checkMigrations(supervisor, report, (await servers()).env);
  },
  small: () => runJest({ supervisor, report, project: 'small', args: jestArguments }),
  medium: async () => {
    if (!hasSpecs('medium')) return say('  no specs');
    await runJest({ supervisor, report, project: 'medium', args: jestArguments, env: await serverEnvironment() });
  },
  cases: async () => {
    if (!hasSpecs('cases')) return say('  no specs');
    const env = { ...(await serverEnvironment()), ...(await product()) };
    await runJest({ supervisor, report, project: 'cases', args: jestArguments, env });
  },
  replay: () => runJest({ supervisor, report, project: 'replay', args: jestArguments }),
  e2e: async () => {
    if (!hasSpecs('e2e')) return say('  no specs');
    await runJest({ supervisor, report, project: 'e2e', args: jestArguments, env: await product() });
  },
  story: async () => {
    if (!existsSync(inRoot('scripts/story.mjs'))) return say('  no story');
    await runStory(supervisor, report, await product());
  },
};

for (const name of wanted) {
  await report.part(name, parts[name] ?? (async () => {}));
  if (name === 'install' && report.failed > 0) break;
}
await finish(0);

/** Postgres, Temporal and the inbox, once for all parts that need no more. */
async function servers() {
  const dataDir = join(folder, 'servers');
  return (
    stacks.find((stack) => stack.dataDir === dataDir) ??
    keep(await startStack({ dataDir, services: ['postgres', 'temporal', 'mail'], say }))
  );
}

/** What medium specs read: see test/support/runner.ts. @returns {Promise<Record<string, string>>} */
async function serverEnvironment() {
  const { env, addresses } = await servers();
  return {
    TEST_DATABASE_URL: (env.DATABASE_MIGRATION_URL ?? '').replace(/\/perennial$/, '/postgres'),
    TEST_TEMPORAL_ADDRESS: env.TEMPORAL_ADDRESS ?? '',
    TEST_SMTP_URL: env.SMTP_URL ?? '',
    TEST_MAIL_URL: addresses.mail ?? '',
  };
}

/** The whole product, once for cases, e2e and story. @returns {Promise<Record<string, string>>} what tells the tests about it */
async function product() {
  const dataDir = join(folder, 'product');
  const browser = await chromium(supervisor);
  if (!stacks.some((stack) => stack.dataDir === dataDir))
    keep(await startStack({ dataDir, workers: 2, say, env: { OUTBOUND_ALLOWED: `127.0.0.1:${await anyPort()}` } }));
  return { TEST_STACK: dataDir, CHROMIUM_PATH: browser };
}

/** @param {import('./lib/stack.mjs').Stack} stack */
function keep(stack) {
  stacks.push(stack);
  return stack;
}

/** @param {number} code */
async function finish(code) {
  for (const stack of stacks.reverse()) {
    await stack.stop().catch((error) => say(messageOf(error)));
    if (report.failed > 0) cpSync(join(stack.dataDir, 'logs'), join(results, basename(stack.dataDir)), { recursive: true });
  }
  await supervisor.stop();
  rmSync(folder, { recursive: true, force: true });
  report.summary();
  process.exit(code || (report.failed > 0 ? 1 : 0));
}
