/** The graph written by hand with the Temporal SDK: a web server that starts a workflow, and a worker in the same process. */
import { packageOfPeer } from '../framework/packages.mjs';
import { openSteps } from '../framework/peer-steps.mjs';
import { startWorker } from '../framework/temporal-worker.mjs';

/** @typedef {import('../framework/types.d.mts').StartReply} StartReply */

const { default: fastify } = await packageOfPeer('fastify');
const taskQueue = 'by-hand';

const { addTag, hasTag, call } = await openSteps();
const client = await startWorker(taskQueue, new URL('./temporal-workflows.mjs', import.meta.url), { addTag, hasTag, call });

const server = fastify();
server.get('/', async () => 'ready');
server.post(
  '/:workflow',
  async (
    /** @type {{ params: { workflow: string }, body: { id: string } }} */ { params, body },
    /** @type {StartReply} */ reply,
  ) => {
    await client.workflow.start(params.workflow, { taskQueue, workflowId: `by-hand-${body.id}`, args: [body] });
    return reply.code(202).send({ id: body.id });
  },
);
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
