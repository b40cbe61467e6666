import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { onPath, outputOf } from './binaries.mjs';
import { inRoot } from './paths.mjs';
import { messageOf, Trouble } from './say.mjs';

/** Also pinned in tools/temporal-test-server/pom.xml. */
const VERSION = '1.31.0';
const OLDEST_JAVA = 11;
/** The request of the SDK before it downloads the server. */
const DOWNLOAD = 'https://temporal.download/temporal-test-server/default';
const DOWNLOAD_STARTS_WITHIN_MS = 5000;

const WAYS = `Any one of these helps:
1. name an executable:           TEMPORAL_TEST_SERVER_PATH=/path/to/temporal-test-server
2. put it on the PATH:           temporal-test-server
3. allow the SDK's download:     https://temporal.download
4. install Java ${OLDEST_JAVA} and Maven:      the server is then collected from Maven Central (tools/temporal-test-server)`;

/**
 * Finds Temporal's time-skipping test server, or installs it.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @returns {Promise<string>} path of an executable; `download` where the SDK can get it
 */
export async function testServer(supervisor) {
  const named = process.env.TEMPORAL_TEST_SERVER_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Trouble(`TEMPORAL_TEST_SERVER_PATH names ${named}, which does not exist.`, WAYS);
  }
  const installed = onPath('temporal-test-server');
  if (installed) return installed;
  const launcher = join(cacheFolder(), 'temporal-test-server');
  if (existsSync(launcher)) return launcher;
  if (await canDownload()) return 'download';
  try {
    await collect(supervisor, launcher);
    return launcher;
  } catch (error) {
    throw new Trouble(`No time-skipping server for the workflow specs: no download here; ${messageOf(error)}.`, WAYS);
  }
}

/** One per user and version, shared by all checkouts. */
const cacheFolder = () =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'perennial', `temporal-test-server-${VERSION}`);

async function canDownload() {
  try {
    return (await fetch(DOWNLOAD, { signal: AbortSignal.timeout(DOWNLOAD_STARTS_WITHIN_MS) })).ok;
  } catch {
    return false;
  }
}

/**
 * Has Maven collect the server, and writes a program that starts it. The folder is renamed into place when it is complete.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {string} launcher
 */
async function collect(supervisor, launcher) {
  const java = onPath('java');
  const mvn = onPath('mvn');
  if (!java || javaVersion(java) < OLDEST_JAVA) throw new Error(`Java ${OLDEST_JAVA} or newer is not installed`);
  if (!mvn) throw new Error('Maven is not installed');
  supervisor.say('… Collecting the time-skipping Temporal server with Maven (33 MB, once per user)');
  const temporary = `${cacheFolder()}.${process.pid}`;
  try {
    mkdirSync(temporary, { recursive: true });
    await supervisor.run({
      name: 'temporal-test-server',
      command: mvn,
      args: [
        ...['-q', '-B', '-f', inRoot('tools/temporal-test-server/pom.xml')],
        ...['dependency:copy-dependencies', `-DoutputDirectory=${join(temporary, 'lib')}`],
      ],
    });
    const options = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m';
    const program = `#!/bin/sh\nexec java ${options} -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n`;
    writeFileSync(join(temporary, 'temporal-test-server'), program);
    chmodSync(join(temporary, 'temporal-test-server'), 0o755);
    if (!existsSync(launcher)) renameSync(temporary, cacheFolder());
  } catch (error) {
    throw new Error(`Maven could not collect it: ${messageOf(error)}`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @param {string} java */
function javaVersion(java) {
  const line = outputOf(java, ['--version']) ?? '';
  return Number(line.match(/\b(\d+)(?:\.\d+)*\b/)?.[1] ?? 0);
}
