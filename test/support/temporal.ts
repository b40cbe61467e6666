import { searchAttributes } from '@perennial/contracts';
import { activityTrail, bundleWorkflows, requestTrail, temporalLog, type WorkerLogger } from '@perennial/worker';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
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
        interceptors: { activity: [activityTrail(log)] },
      }),
    ),
  );
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    client: new Client({ connection, namespace, interceptors: { workflow: [requestTrail] } }),
    async close() {
      for (const worker of workers) worker.shutdown();
      await running;
      await native.close();
      await connection.close();
    },
  };
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
