import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { anyPort, portFrom } from '../../scripts/lib/ports.mjs';

const base = await anyPort();

/**
 * @param {number} port
 * @param {string} host
 */
const occupy = (port, host) =>
  new Promise((resolve) => {
    const server = createServer().listen(port, host, () => resolve(server));
  });

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
