/** Enters people with one workflow each. `POST /` with `{ tag, emails }` begins; `GET /TAG` returns how many have their tag. */
import { packageOfPeer } from '../framework/packages.mjs';
import { openSteps } from '../framework/peer-steps.mjs';
import { startWorker } from '../framework/temporal-worker.mjs';

const { default: fastify } = await packageOfPeer('fastify');
const taskQueue = 'one-each';
const STARTERS = 64;

const { addTag, hasTag, countOf } = await openSteps();
const client = await startWorker(taskQueue, new URL('./temporal-workflows.mjs', import.meta.url), { addTag, hasTag });

const server = fastify({ bodyLimit: 64 * 1024 * 1024 });
server.get('/', async () => 'ready');
server.get('/:tag', async (/** @type {{ params: { tag: string } }} */ { params }) => countOf(params.tag));
server.post('/', async (/** @type {{ body: { tag: string, emails: string[] } }} */ { body }) => {
  let next = 0;
  const starter = async () => {
    for (let email = body.emails[next++]; email; email = body.emails[next++])
      await client.workflow.start('enter', { taskQueue, workflowId: `${body.tag}-${email}`, args: [{ email, tag: body.tag }] });
  };
  for (let i = 0; i < STARTERS; i++) void starter();
  return {};
});
await server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
