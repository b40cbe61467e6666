import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

/**
 * Starts a worker in this process, which polls as our worker does.
 * @param {string} taskQueue
 * @param {URL} workflows the file of its workflows
 * @param {object} activities
 * @returns {Promise<Client>} starts workflows on the worker's queue
 */
export async function startWorker(taskQueue, workflows, activities) {
  const address = process.env.TEMPORAL_ADDRESS;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address }),
    taskQueue,
    activities,
    workflowsPath: fileURLToPath(workflows),
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  });
  void worker.run();
  return new Client({ connection: await Connection.connect({ address }) });
}
