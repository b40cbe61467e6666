import { existsSync } from 'node:fs';
import { connect } from 'node:http2';
import { join } from 'node:path';
import { inRoot, urlInRoot } from './paths.mjs';

/**
 * Settings of the development server. It has one history shard and lets its queues be polled 20 times a second: the two
 * rates remove that wait from every step of a workflow. The interval would hold each continue-as-new for a second. Schools take
turns, as in deploy/temporal/dynamic-config.yaml.
 */
const DYNAMIC_CONFIG = [
  'history.transferProcessorMaxPollRPS=2000',
  'history.timerProcessorMaxPollRPS=2000',
  'history.workflowIdReuseMinimalInterval="0s"',
  'matching.enableFairness=true',
  'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute=3',
];

/**
 * Starts a development server on a persistent file.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {{ cli: string, dataDir: string, port: number, uiPort: number, durable: boolean }} options
 */
export async function startTemporal(supervisor, { cli, dataDir, port, uiPort, durable }) {
  const attributes = await searchAttributes();
  await supervisor.start({
    name: 'temporal',
    command: cli,
    args: [
      ...[
        'server',
        'start-dev',
        '--ip',
        '127.0.0.1',
        '--port',
        String(port),
        '--ui-port',
        String(uiPort),
        '--log-level',
        'error',
      ],
      ...['--db-filename', join(dataDir, 'temporal.db')],
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', `synchronous=${durable ? 'FULL' : 'OFF'}`],
      ...DYNAMIC_CONFIG.flatMap((value) => ['--dynamic-config-value', value]),
      ...attributes.flatMap(({ name, type }) => ['--search-attribute', `${name}=${type}`]),
    ],
    ready: () => hasNamespace(`127.0.0.1:${port}`, 'default'),
  });
}

/**
 * The search attributes that the workflows set, from the built contracts.
 * @returns {Promise<{ name: string, type: string }[]>}
 */
export async function searchAttributes() {
  if (!existsSync(inRoot('libs/contracts/dist/index.js'))) return [];
  const contracts = await import(urlInRoot('libs/contracts/dist/index.js'));
  return contracts.searchAttributes ?? [];
}

/**
 * Whether a Temporal frontend answers and knows a namespace: one gRPC call by hand, because a client takes long to
 * load. For the server that is started here, which speaks without TLS.
 * @param {string} address
 * @param {string} namespace
 * @returns {Promise<boolean>}
 */
function hasNamespace(address, namespace) {
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    /** @param {boolean} answer */
    const done = (answer) => {
      session.destroy();
      resolve(answer);
    };
    session.setTimeout(3000, () => done(false));
    session.once('error', () => done(false));
    const call = session.request({
      ':method': 'POST',
      ':path': '/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    let status = '';
    /** @param {import('node:http2').IncomingHttpHeaders} headers */
    const note = (headers) => {
      status = String(headers['grpc-status'] ?? status);
    };
    call.once('response', note);
    call.once('trailers', note);
    call.once('error', () => done(false));
    call.once('close', () => done(status === '0'));
    call.resume();
    const name = Buffer.from(namespace);
    // Field 1 (length-delimited) of the request, behind the five bytes of a gRPC frame.
    const message = Buffer.concat([Buffer.from([0x0a, name.length]), name]);
    const frame = Buffer.alloc(5);
    frame.writeUInt32BE(message.length, 1);
    call.end(Buffer.concat([frame, message]));
  });
}
