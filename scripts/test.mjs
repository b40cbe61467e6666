/**
 * `npm test [part ...] [-- jest arguments]`: every check, or the named parts:
 * install build static migrations small components workflows medium cases replay e2e story faults executions.
 * The last line is `N passed, N failed`.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium } from './checks/chromium.mjs';
import { hasSpecs, runJest } from './checks/jest.mjs';
import { checkMigrations } from './checks/migrations.mjs';
import { Report } from './checks/report.mjs';
import { runCounted, runFaults } from './checks/script.mjs';
import { checkStatic } from './checks/static.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { checkNode, ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { anyPort } from './lib/ports.mjs';
import { messageOf, sayTo } from './lib/say.mjs';
import { startStack } from './lib/stack.mjs';
import { Supervisor } from './lib/supervisor.mjs';
import { testServer } from './lib/test-server.mjs';

const PARTS = [
  'install',
  'build',
  'static',
  'migrations',
  'small',
  'components',
  'workflows',
  'medium',
  'cases',
  'replay',
  'e2e',
  'story',
  'faults',
  'executions',
];
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
const productFolder = join(folder, 'product');
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
  components: () => runJest({ supervisor, report, project: 'components', args: jestArguments }),
  workflows: async () => {
    const env = { TEST_TIME_SKIPPING_SERVER: await testServer(supervisor) };
    await runJest({ supervisor, report, project: 'workflows', args: jestArguments, env });
  },
  medium: async () => {
    if (!hasSpecs('medium')) return say('  no specs');
    const env = await serverEnvironment();
    await runJest({ supervisor, report, project: 'medium', args: jestArguments, env });
    if (jestArguments.length > 0) return;
    say('  once more without a workflow cache: every task is a replay');
    const uncached = { ...env, TEST_CACHED_WORKFLOWS: '0' };
    await runJest({ supervisor, report, project: 'medium', args: ['--testPathPatterns', 'medium/workflows'], env: uncached });
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
    await runCounted(supervisor, report, 'story', await product());
  },
  faults: async () => runFaults(supervisor, report, ['dispatch', '--people', '40', '--kills', '4'], await product()),
  executions: async () => {
    if (!stacks.some(({ dataDir }) => dataDir === productFolder)) return say('  no product has run');
    await runCounted(supervisor, report, 'replay-executions', await product());
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

/**
 * The whole product, once for cases, e2e, story and faults. Its workers keep no workflow between tasks, so that every task is a
 * replay; what they ran is replayed from each of its tasks by the part `executions`.
 * @returns {Promise<Record<string, string>>} what tells the tests about it */
async function product() {
  const browser = await chromium(supervisor);
  if (!stacks.some(({ dataDir }) => dataDir === productFolder)) {
    const env = { OUTBOUND_ALLOWED: `127.0.0.1:${await anyPort()}`, WORKER_CACHED_WORKFLOWS: '0' };
    keep(await startStack({ dataDir: productFolder, workers: 2, say, env }));
  }
  return { TEST_STACK: productFolder, CHROMIUM_PATH: browser };
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
