import { fileURLToPath } from 'node:url';
import { type SchoolScoped, searchAttributes, type WorkflowName, workflows } from '@perennial/contracts';
import type { WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

/** Runs the product's workflows on a time-skipping server, with the activities of a spec. */
export interface TimeSkipping {
  readonly env: TestWorkflowEnvironment;
  start<I extends SchoolScoped>(name: WorkflowName, key: string, input: I, ...more: unknown[]): Promise<WorkflowHandle>;
  /** Replays every execution that was started here, and its successors; then stops the server. */
  close(): Promise<void>;
}

/** INDEXED_VALUE_TYPE_KEYWORD of Temporal's API. */
const keyword = 2;

/** Made by the build. */
const workflowBundle = { codePath: fileURLToPath(new URL('../../apps/worker/dist/workflows.bundle.js', import.meta.url)) };

/**
 * Starts the server that `npm test` found, and a worker for each queue. Workers cache no workflows, so that each task replays
 * the ones before. The queue with local activities caches them, because the SDK drops the local activities of an evicted
 * workflow.
 * @param activities by task queue
 * @param cached whether every worker keeps its workflows: for long histories
 */
export async function openTimeSkipping(
  activities: Readonly<Record<string, object>>,
  { cached = false } = {},
): Promise<TimeSkipping> {
  const server = process.env.TEST_TIME_SKIPPING_SERVER;
  if (!server) throw new Error('TEST_TIME_SKIPPING_SERVER is not set: run these specs with npm test -- workflows');
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    telemetryOptions: { logging: { forward: {}, filter: 'OFF' } },
  });
  const env = await startServer(server);
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(searchAttributes.map(({ name }) => [name, keyword])),
  });
  const workers = await Promise.all(
    Object.entries(activities).map(([taskQueue, own]) =>
      Worker.create({
        connection: env.nativeConnection,
        taskQueue,
        activities: own,
        workflowBundle,
        // An activity learns of its cancellation with its next heartbeat.
        maxHeartbeatThrottleInterval: '50ms',
        ...(!cached && taskQueue !== 'automation' && { maxCachedWorkflows: 0 }),
      }),
    ),
  );
  const running = Promise.all(workers.map((worker) => worker.run()));
  const started: WorkflowHandle[] = [];
  return {
    env,
    async start(name, key, input, ...more) {
      const handle = await env.client.workflow.start(name, {
        workflowId: workflows[name].id(key),
        taskQueue: workflows[name].queue,
        args: [input, ...more],
      });
      started.push(handle);
      return handle;
    },
    async close() {
      for (const worker of workers) worker.shutdown();
      await running;
      try {
        for (const { workflowId } of started) {
          const first = await env.client.workflow.getHandle(workflowId).fetchHistory();
          await Worker.runReplayHistory({ workflowBundle }, first, workflowId);
        }
      } finally {
        await env.teardown();
      }
    },
  };
}

/** The SDK gives a server five seconds to start; a busy machine may need more. */
async function startServer(server: string): Promise<TestWorkflowEnvironment> {
  const options = server === 'download' ? {} : { server: { executable: { type: 'existing-path', path: server } as const } };
  for (let tries = 1; ; tries++) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping(options);
    } catch (error) {
      if (tries === 4) throw error;
    }
  }
}

/** The current details of a running workflow. */
export async function detailsOf(handle: WorkflowHandle): Promise<string> {
  return (await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata')).currentDetails ?? '';
}

/** The `WaitKind` of a workflow. */
export async function waitKindOf(handle: WorkflowHandle): Promise<unknown> {
  return (await handle.describe()).typedSearchAttributes.get({ name: 'WaitKind', type: 'KEYWORD' });
}

/** Polls until the condition holds, in wall-clock time. */
export async function eventually<T>(look: () => Promise<T> | T, holds: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const found = await look();
    if (holds(found)) return found;
    if (tries > 1_600) throw new Error(`timed out; last state: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/**
 * Waits for the end of a cancelled workflow. `result()` would skip time, which is not reliable on this server during a
 * cancellation.
 */
export async function endOfCancelled(handle: WorkflowHandle): Promise<void> {
  await eventually(
    async () => (await handle.describe()).status.name,
    (status) => status === 'CANCELLED',
  );
}

/** ACTIVITY_TASK_CANCEL_REQUESTED of Temporal's API. */
const activityCancelRequested = 15;

/** Cancels a workflow, and waits until it has asked its activity to stop. */
export async function cancelDuringActivity(handle: WorkflowHandle): Promise<void> {
  await handle.cancel();
  await eventually(
    async () => (await handle.fetchHistory()).events ?? [],
    (events) => events.some(({ eventType }) => eventType === activityCancelRequested),
  );
}
