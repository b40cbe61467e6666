import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startTimeOf } from '../../scripts/lib/process-times.mjs';
import { AlreadyRunning, claim, readRecords, release, writeRecords } from '../../scripts/lib/processes.mjs';
import { sleep } from '../../scripts/lib/say.mjs';
import { Supervisor } from '../../scripts/lib/supervisor.mjs';

/** @param {import('node:test').TestContext} t @param {Partial<ConstructorParameters<typeof Supervisor>[0]>} [options] */
function supervised(t, options = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'supervisor-'));
  /** @type {string[]} */
  const said = [];
  const supervisor = new Supervisor({ dataDir, say: (line) => said.push(line), ...options });
  t.after(async () => {
    await supervisor.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { supervisor, said, dataDir };
}

/** @param {string} code */
const node = (code) => ({ command: process.execPath, args: ['-e', code] });
const FOREVER = 'setInterval(() => {}, 1000)';

/** @param {() => boolean} condition */
async function until(condition) {
  for (let waited = 0; waited < 8000; waited += 25) {
    if (condition()) return;
    await sleep(25);
  }
  assert.fail('it did not happen in time');
}

test('a program that ignores SIGTERM, and its child, are gone after stop', async (t) => {
  const { supervisor, dataDir } = supervised(t);
  const file = join(dataDir, 'child');
  const child = `require('child_process').spawn(process.execPath, ['-e', "process.on('SIGTERM',()=>{});${FOREVER}"], {stdio:'ignore'}).pid`;
  await supervisor.start({
    name: 'stubborn',
    ...node(`process.on('SIGTERM',()=>{});require('fs').writeFileSync(${JSON.stringify(file)}, String(${child}));${FOREVER}`),
    ready: async () => existsSync(file) && readFileSync(file, 'utf8') !== '',
  });
  const pids = [supervisor.processes[0]?.pid ?? 0, Number(readFileSync(file, 'utf8'))];
  assert.ok(pids.every((pid) => startTimeOf(pid)));
  await supervisor.stop();
  await until(() => pids.every((pid) => startTimeOf(pid) === null));
});

test('a program that dies while it starts is told with its last words', async (t) => {
  const { supervisor } = supervised(t);
  const start = supervisor.start({
    name: 'sad',
    ...node("console.error('no such database');process.exit(3)"),
    ready: async () => false,
  });
  await assert.rejects(start, /sad ended while it started \(exit code 3\)[\s\S]*no such database/);
});

test('a program that restarts comes back after a kill, and one that does not is reported', async (t) => {
  /** @type {string[]} */
  const dead = [];
  const { supervisor, said } = supervised(t, { onDeath: (name) => dead.push(name) });
  await supervisor.start({ name: 'worker', ...node(FOREVER), restart: true });
  await supervisor.start({ name: 'database', ...node(FOREVER) });
  const [worker, database] = supervisor.processes;
  for (const one of [worker, database]) process.kill(one?.pid ?? 0, 'SIGKILL');
  await until(() => said.includes('worker is back.'));
  assert.notEqual(supervisor.processes.find(({ name }) => name === 'worker')?.pid, worker?.pid);
  assert.deepEqual(dead, ['database']);
});

test('kill leaves a program dead until restart', async (t) => {
  const { supervisor } = supervised(t);
  await supervisor.start({ name: 'worker', ...node(FOREVER), restart: true });
  await supervisor.kill('worker');
  await sleep(900);
  assert.deepEqual(supervisor.processes, []);
  await supervisor.restart('worker');
  assert.equal(supervisor.processes.length, 1);
});

test('a restart starts a program again that ends while it starts', async (t) => {
  const { supervisor, dataDir } = supervised(t);
  const starts = join(dataDir, 'starts');
  const began = () => (existsSync(starts) ? readFileSync(starts, 'utf8').length : 0);
  let wanted = 1;
  // As Postgres after a kill: its next start is refused, and the one after that succeeds.
  await supervisor.start({
    name: 'database',
    ...node(
      `const fs=require('fs');const file=${JSON.stringify(starts)};fs.appendFileSync(file,'.');if(fs.statSync(file).size===2)process.exit(1);${FOREVER}`,
    ),
    ready: async () => began() === wanted,
  });
  await supervisor.kill('database');
  wanted = 3;
  await supervisor.restart('database');
  assert.equal(began(), 3);
  assert.equal(supervisor.processes.length, 1);
});

test('a second owner is refused while the first lives, and cleans up after it died', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'claim-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  await claim(dataDir, () => {});
  await assert.rejects(
    claim(dataDir, () => {}),
    AlreadyRunning,
  );
  release(dataDir);

  const left = spawn(process.execPath, ['-e', FOREVER], { detached: true, stdio: 'ignore' });
  const stranger = spawn(process.execPath, ['-e', FOREVER], { detached: true, stdio: 'ignore' });
  t.after(() => stranger.kill('SIGKILL'));
  const record = {
    name: 'api',
    pid: left.pid ?? 0,
    startTime: startTimeOf(left.pid ?? 0) ?? '',
    stopSignal: /** @type {const} */ ('SIGTERM'),
  };
  // The recorded process ID with another start time: an unrelated process.
  const inherited = { ...record, name: 'worker', pid: stranger.pid ?? 0, startTime: 'earlier' };
  // An owner that died: process 1 lives, and began at another time.
  writeFileSync(join(dataDir, 'owner-1-0123456789abcdef'), '');
  writeRecords(dataDir, { owner: null, processes: [record, inherited], ready: null });
  await claim(dataDir, () => {});
  assert.equal(startTimeOf(left.pid ?? 0), null);
  assert.notEqual(startTimeOf(stranger.pid ?? 0), null);
  assert.deepEqual(readRecords(dataDir).processes, []);
  release(dataDir);
});

test('of several starts on one data folder at the same moment, one owns it', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'claims-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const module = new URL('../../scripts/lib/processes.mjs', import.meta.url).href;
  const code = `import { claim } from ${JSON.stringify(module)};
    await claim(${JSON.stringify(dataDir)}, () => {}).then(() => console.log('owner'), (error) => console.log(error.name));
    setInterval(() => {}, 1000);`;
  const said = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
      t.after(() => child.kill('SIGKILL'));
      const [line] = await once(child.stdout, 'data');
      return String(line).trim();
    }),
  );
  assert.deepEqual(said.sort(), ['AlreadyRunning', 'AlreadyRunning', 'owner']);
});
