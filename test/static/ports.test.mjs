import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { anyPort, portFrom, releasePorts, reserve } from '../../scripts/lib/ports.mjs';
import { reservePorts } from '../../scripts/lib/stored-ports.mjs';

const base = await anyPort();
const ports = new URL('../../scripts/lib/ports.mjs', import.meta.url).href;

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<import('node:net').Server>}
 */
const occupy = (port, host) =>
  new Promise((resolve) => {
    const server = createServer().listen(port, host, () => resolve(server));
  });

/**
 * A process that evaluates a script with the module of ports at hand, prints a line and stays until it is killed.
 * @param {import('node:test').TestContext} t
 * @param {string} script
 */
async function elsewhere(t, script) {
  const code = `import { portFrom } from ${JSON.stringify(ports)}; ${script}; setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  return { child, line: String(line).trim() };
}

test('a taken port is stepped over, whichever address it is taken on', async (t) => {
  for (const [index, host] of ['127.0.0.1', '0.0.0.0'].entries()) {
    const port = base + 10 + index * 10;
    const server = await occupy(port, host);
    t.after(() => server.close());
    assert.equal(await portFrom(port), port + 1);
  }
});

test('a port is given out once, even before its service listens', async () => {
  assert.equal(await portFrom(base + 50), base + 50);
  assert.equal(await portFrom(base + 50), base + 51);
});

test('a port that is given back is given out again', async () => {
  releasePorts([base + 50]);
  assert.equal(await reserve(base + 50), null);
});

test('processes that ask at the same moment never get the same port', async (t) => {
  const script = `const got = []; for (let i = 0; i < 5; i++) got.push(await portFrom(${base + 60})); console.log(got.join())`;
  const results = await Promise.all(Array.from({ length: 4 }, () => elsewhere(t, script)));
  const got = results.flatMap(({ line }) => line.split(','));
  assert.equal(got.length, 20);
  assert.equal(new Set(got).size, 20);
});

test('a reservation names its process, and ends with it, however it ends', async (t) => {
  const { child, line } = await elsewhere(t, `console.log(await portFrom(${base + 120}))`);
  assert.equal(await reserve(Number(line)), `another start has reserved it (process ${child.pid})`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(await reserve(Number(line)), null);
});

test('the ports of a data folder stay the same; one that is taken moves, says so, and stays where it moved to', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ports-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  /** @type {string[]} */
  const said = [];
  /** @param {(service: string) => boolean} [runs] */
  const start = async (runs = () => true) => {
    const { moreWorkers, ...named } = await reservePorts({
      dataDir,
      preferred: false,
      workers: 2,
      runs,
      say: (line) => said.push(line),
    });
    releasePorts([...Object.values(named), ...moreWorkers.flat()]);
    return { ...named, moreWorkers };
  };
  const first = await start();
  assert.deepEqual(await start(), first);
  assert.deepEqual(said, []);

  const server = await occupy(first.web, '127.0.0.1');
  const moved = await start();
  assert.deepEqual(moved, { ...first, web: moved.web });
  assert.deepEqual(said, [
    `Web: port ${first.web} is taken (another program listens on it), so it uses ${moved.web}. Links in earlier emails name the old port.`,
  ]);
  await new Promise((resolve) => server.close(resolve));
  assert.equal((await start()).web, moved.web);
  assert.equal(JSON.parse(readFileSync(join(dataDir, 'ports.json'), 'utf8')).web, moved.web);

  const temporal = await occupy(first.temporal, '127.0.0.1');
  t.after(() => temporal.close());
  await start((service) => service !== 'temporal');
  assert.equal(said.length, 1);
});
