import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { it } from '@jest/globals';
import { closeWhenIdle } from './closing-server.js';

it('closes a connection that is kept alive as soon as its last response is finished', async () => {
  const server = createServer((_request, response) => response.write('begun'));
  server.keepAliveTimeout = 60_000;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const responding = once(server, 'request');
  const agent = new Agent({ keepAlive: true });
  const [response] = (await once(get({ host: '127.0.0.1', port, agent }), 'response')) as [IncomingMessage];
  const received = once(response.resume(), 'end');
  const [, outgoing] = await responding;

  const closed = once(server, 'close');
  server.close();
  closeWhenIdle(server);
  outgoing.end('finished');

  await received;
  // Without it, the connection would last longer than the time a test may take.
  await closed;
});
