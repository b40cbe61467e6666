import { searchAttributes, type TaskQueue } from '@perennial/contracts';
import { activityTrail, bundleWorkflows, cache, requestTrail, temporalLog, type WorkerLogger } from '@perennial/worker';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { replayExecutions } from '../replay/executions.js';
import { fromRunner } from './runner.js';

/** INDEXED_VALUE_TYPE_KEYWORD of Temporal's API. */
const keyword = 2;

/** The product's workflows on a real server, with activities of a spec's own. */
export interface TestTemporal {
  readonly client: Client;
  close(): Promise<void>;
}

/**
 * Opens a namespace for one spec, so that no other spec's worker takes its tasks, and runs a worker for each queue.
 * @param activities by task queue
 */
export async function openTemporal(
  namespace: string,
  activities: Readonly<Record<string, object>>,
  log: WorkerLogger,
): Promise<TestTemporal> {
  Runtime.install({ logger: temporalLog(log) });
  const address = fromRunner('TEST_TEMPORAL_ADDRESS');
  const connection = await Connection.connect({ address });
  await makeNamespace(connection, namespace);
  const native = await NativeConnection.connect({ address });
  const workflowBundle = await bundleWorkflows();
  const workers = await Promise.all(
    Object.entries(activities).map(([taskQueue, own]) =>
      Worker.create({
        connection: native,
        namespace,
        taskQueue,
        activities: own,
        workflowBundle,
        ...cacheOptions(taskQueue),
        interceptors: { activity: [activityTrail(log)] },
      }),
    ),
  );
  const running = Promise.all(workers.map((worker) => worker.run()));
  const client = new Client({ connection, namespace, interceptors: { workflow: [requestTrail] } });
  return {
    client,
    /** Before the server is left, every execution of the spec is replayed from each of its tasks. */
    async close() {
      for (const worker of workers) worker.shutdown();
      await running;
      const { problems } = await replayExecutions(client, workflowBundle);
      await native.close();
      await connection.close();
      if (problems.length > 0) throw new Error(`executions that do not replay from each of their tasks:\n${problems.join('\n')}`);
    },
  };
}

/** Whether the runner asks for the workflow cache: specs of workflows run with it, and without it, where every task is a replay. */
function cacheOptions(taskQueue: string): ReturnType<typeof cache> {
  const given = process.env.TEST_CACHED_WORKFLOWS;
  return cache({ WORKER_CACHED_WORKFLOWS: Number(given ?? 500) }, taskQueue as TaskQueue);
}

/** Creates a namespace for a spec that runs its own workers. */
export async function makeNamespaceFor(namespace: string): Promise<void> {
  const connection = await Connection.connect({ address: fromRunner('TEST_TEMPORAL_ADDRESS') });
  try {
    await makeNamespace(connection, namespace);
  } finally {
    await connection.close();
  }
}

async function makeNamespace(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  for (let tries = 0; ; tries++) {
    try {
      await connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(searchAttributes.map(({ name }) => [name, keyword])),
      });
      return;
    } catch (error) {
      // The server's registry of namespaces is refreshed every few seconds.
      if (tries > 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
