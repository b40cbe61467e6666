import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.js';

/** Registers the control API. */
export function registerControl(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/_sandbox/ready', async () => ({ ready: (await sandbox.database.query('select 1')).length === 1 }));
}
