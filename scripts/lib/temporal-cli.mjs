import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { onPath, outputOf } from './binaries.mjs';
import { inRoot } from './paths.mjs';
import { elapsed, messageOf, Trouble } from './say.mjs';

/** Also pinned in tools/temporal-cli/go.mod. */
const VERSION = '1.8.2';
/** The oldest server whose task queues are fair between schools. */
const OLDEST_SERVER = [1, 29];
const DOWNLOAD_STARTS_WITHIN_MS = 5000;
const DOWNLOAD_ENDS_WITHIN_MS = 180_000;

const WAYS = `Any one of these helps:
1. use a running server:       TEMPORAL_ADDRESS=host:7233
2. install the Temporal CLI:   https://docs.temporal.io/cli (found on the PATH, or by TEMPORAL_CLI_PATH)
3. allow the download:         https://temporal.download
4. install Go 1.26 or newer:   the server is then built from tools/temporal-cli`;

/**
 * Finds a Temporal CLI, or installs one.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @returns {Promise<string>} path of the program
 */
export async function temporalCli(supervisor) {
  const { say } = supervisor;
  const named = process.env.TEMPORAL_CLI_PATH;
  if (named) {
    if (serverVersion(named)) return named;
    throw new Trouble(`TEMPORAL_CLI_PATH names ${named}, which is no working Temporal CLI.`, WAYS);
  }
  const installed = onPath('temporal');
  if (installed) {
    const version = serverVersion(installed);
    if (version && isRecent(version)) return installed;
    say(
      `The Temporal CLI at ${installed} is not used: its server is ${version ?? 'unknown'}, ${OLDEST_SERVER.join('.')} or newer is needed.`,
    );
  }
  const cached = join(cacheFolder(), 'temporal');
  if (serverVersion(cached)) return cached;
  mkdirSync(cacheFolder(), { recursive: true });
  const problems = [];
  for (const get of [download, build]) {
    const temporary = join(cacheFolder(), `temporal.${process.pid}`);
    try {
      await get(supervisor, temporary);
      if (!serverVersion(temporary)) throw new Error('the result does not run on this machine');
      renameSync(temporary, cached);
      return cached;
    } catch (error) {
      problems.push(messageOf(error));
    } finally {
      rmSync(temporary, { force: true, recursive: true });
    }
  }
  throw new Trouble(`No Temporal server here: ${problems.join('; ')}.`, WAYS);
}

/** One per user and version, shared by all checkouts. */
const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'perennial', `temporal-${VERSION}`);

/** @param {string} program */
function serverVersion(program) {
  if (!existsSync(program)) return undefined;
  return outputOf(program, ['--version'])?.match(/Server (\d+\.\d+)/)?.[1];
}

/** @param {string} version */
function isRecent(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_SERVER;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {string} target
 */
async function download(supervisor, target) {
  const arch = new Map([
    ['x64', 'amd64'],
    ['arm64', 'arm64'],
  ]).get(process.arch);
  if (!arch) throw new Error(`no download for ${process.arch}`);
  const url = `https://temporal.download/cli/archive/v${VERSION}?platform=${process.platform}&arch=${arch}`;
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), DOWNLOAD_STARTS_WITHIN_MS);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok) throw new Error(`answer ${response.status}`);
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), DOWNLOAD_ENDS_WITHIN_MS);
    supervisor.say('… Downloading the Temporal server (60 MB, once per user)');
    const archive = `${target}.tar.gz`;
    try {
      writeFileSync(archive, Buffer.from(await response.arrayBuffer()));
      await unpack(supervisor, archive, target);
    } finally {
      rmSync(archive, { force: true });
    }
  } catch {
    throw new Error(abort.signal.aborted ? 'the download did not answer in time' : 'the download is not reachable');
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {string} archive
 * @param {string} target
 */
async function unpack(supervisor, archive, target) {
  const folder = `${target}.d`;
  mkdirSync(folder, { recursive: true });
  try {
    await supervisor.run({ name: 'temporal-unpack', command: 'tar', args: ['-xzf', archive, '-C', folder] });
    renameSync(join(folder, 'temporal'), target);
    chmodSync(target, 0o755);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {string} target
 */
async function build(supervisor, target) {
  const go = onPath('go');
  if (!go) throw new Error('Go is not installed');
  const { say } = supervisor;
  const estimate = '5 to 10 minutes, once per user';
  const since = performance.now();
  say(`… Building the Temporal server with Go (${estimate})`);
  const reminder = setInterval(
    () => say(`… Building the Temporal server with Go: ${elapsed(since)} so far (${estimate})`),
    30_000,
  );
  try {
    await supervisor.run({
      name: 'temporal-build',
      command: go,
      args: ['build', '-trimpath', '-ldflags', '-s -w', '-o', target, 'github.com/temporalio/cli/cmd/temporal'],
      cwd: inRoot('tools/temporal-cli'),
    });
    say(`✓ Built the Temporal server (${elapsed(since)})`);
  } catch (error) {
    throw new Error(`the build with Go failed: ${messageOf(error)}`);
  } finally {
    clearInterval(reminder);
  }
}
