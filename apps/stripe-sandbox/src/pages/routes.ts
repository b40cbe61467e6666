import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.js';

/** Registers the hosted pages. */
export function registerPages(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/healthz', async () => ({ ok: (await sandbox.database.query('select 1')).length === 1 }));
}
