/** The graph as a DBOS workflow: every step's result is a row in Postgres. */
import { packageOfPeer } from '../framework/packages.mjs';
import { openSteps } from '../framework/peer-steps.mjs';

/** @typedef {import('../framework/types.d.mts').StartReply} StartReply */

const { DBOS } = await packageOfPeer('@dbos-inc/dbos-sdk');
const { default: fastify } = await packageOfPeer('fastify');
const { addTag, hasTag, call } = await openSteps();

/** @typedef {{ id: string, email: string, tag: string, steps: number }} Input */
const workflow = (/** @type {(input: Input) => Promise<void>} */ work, /** @type {string} */ name) =>
  DBOS.registerWorkflow(work, { name });
/** @type {Record<string, (input: Input) => Promise<void>>} */
const workflows = {
  threeSteps: workflow(async ({ id, email, tag }) => {
    if (await DBOS.runStep(() => hasTag(email, 'nobody has it'), { name: 'if' })) return;
    await DBOS.runStep(() => addTag(email, tag), { name: 'tag' });
    await DBOS.runStep(() => call(id), { name: 'call' });
  }, 'threeSteps'),
  ifs: workflow(async ({ id, email, steps }) => {
    for (let i = 0; i < steps; i++) if (await DBOS.runStep(() => hasTag(email, 'nobody has it'), { name: `if${i}` })) return;
    await DBOS.runStep(() => call(id), { name: 'call' });
  }, 'ifs'),
};

DBOS.setConfig({
  name: 'bench',
  systemDatabaseUrl: process.env.DATABASE_URL,
  runAdminServer: false,
  applicationVersion: 'bench',
  executorID: 'bench',
  logLevel: 'error',
});
await DBOS.launch();

const server = fastify();
server.get('/', async () => 'ready');
server.post(
  '/:workflow',
  async (/** @type {{ params: { workflow: string }, body: Input }} */ { params, body }, /** @type {StartReply} */ reply) => {
    const start = workflows[params.workflow];
    if (!start) return reply.code(404).send();
    await DBOS.startWorkflow(start, { workflowID: body.id })(body);
    return reply.code(202).send({ id: body.id });
  },
);
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
