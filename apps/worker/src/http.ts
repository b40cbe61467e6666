import { createServer, type Server } from 'node:http';
import { closeWhenIdle } from '@perennial/services';
import { collectDefaultMetrics, type Metric, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';

/** Health and metrics of the worker. `ready` is false until the workers poll and again while they drain. */
export function serveHealth(
  host: string,
  port: number,
  databases: readonly DataSource[],
  state: { ready: boolean },
  metrics: readonly Metric[] = [],
): Promise<{ port: number; close(): Promise<void> }> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const metric of metrics) registry.registerMetric(metric);
  const server: Server = createServer((request, response) => {
    void answer(request.url ?? '/', databases, state, registry).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            closeWhenIdle(server);
          }),
      });
    });
  });
}

async function answer(url: string, databases: readonly DataSource[], state: { ready: boolean }, registry: Registry) {
  const json = (status: number, body: object) => ({ status, type: 'application/json', body: JSON.stringify(body) });
  if (url === '/health/live') return json(200, { status: 'ok' });
  if (url === '/metrics') return { status: 200, type: registry.contentType, body: await registry.metrics() };
  if (url !== '/health/ready') return json(404, { status: 'unknown' });
  if (!state.ready) return json(503, { status: 'starting or draining' });
  try {
    for (const database of databases) await database.query('select 1');
    return json(200, { status: 'ok' });
  } catch {
    return json(503, { status: 'the database does not answer' });
  }
}
