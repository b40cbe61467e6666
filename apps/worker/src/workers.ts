import type { ProcessConfig } from '@perennial/config';
import { type TaskQueue, taskQueues } from '@perennial/contracts';
import { type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Composition } from './composition.js';
import { failureCodes } from './failure-codes.js';
import type { WorkerLogger } from './log.js';
import { activityTrail } from './request-trail.js';

/** Local activities that may wait for the answer to a first attempt; a single host has at most half of them (`HostSlots`). */
const callsAtOnce = 32;

/** The queue whose workflows have local activities. */
const withLocalActivities: TaskQueue = taskQueues.automation;

/**
 * How many workflows the worker of a queue caches. Without a cache the SDK evicts the least recently used workflow whenever a
 * task completes, even if its local activity is running. The result is then dropped and the task times out. Therefore a queue
 * with local activities takes one task at a time without a cache.
 */
export function cache(
  { WORKER_CACHED_WORKFLOWS: size }: Pick<ProcessConfig<'worker'>, 'WORKER_CACHED_WORKFLOWS'>,
  taskQueue: TaskQueue,
): { maxCachedWorkflows: number; maxConcurrentWorkflowTaskExecutions?: number } {
  const alone = size === 0 && taskQueue === withLocalActivities;
  return { maxCachedWorkflows: size, ...(alone && { maxConcurrentWorkflowTaskExecutions: 1 }) };
}

/**
 * How many activities the worker of a queue runs at a time, from the size of the pool that the queues share. Local activities limit their
 * own transactions to half of the pool (`transactionsAtOnce`); there are more of them, because one that makes the first attempt of a call
 * holds no connection meanwhile. Other activities hold one for moments, between calls to Stripe, mail servers and files.
 */
export function slots(
  { DATABASE_POOL_SIZE: poolSize }: Pick<ProcessConfig<'worker'>, 'DATABASE_POOL_SIZE'>,
  taskQueue: TaskQueue,
): { maxConcurrentLocalActivityExecutions?: number; maxConcurrentActivityTaskExecutions: number } {
  return {
    ...(taskQueue === withLocalActivities && { maxConcurrentLocalActivityExecutions: Math.floor(poolSize / 2) + callsAtOnce }),
    maxConcurrentActivityTaskExecutions:
      poolSize * (taskQueue === taskQueues.lifecycle || taskQueue === taskQueues.automation ? 4 : 10),
  };
}

/** Creates a worker per task queue, so that one kind of work does not delay another. */
export async function createWorkers(
  config: ProcessConfig<'worker'>,
  connection: NativeConnection,
  composition: Composition,
  workflowBundle: WorkflowBundleOption,
  log: WorkerLogger,
): Promise<Worker[]> {
  const { activities } = composition;
  const common = {
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    interceptors: { activity: [activityTrail(log), failureCodes(log)] },
    shutdownGraceTime: '20s',
    workflowTaskPollerBehavior: { type: 'autoscaling' as const },
    activityTaskPollerBehavior: { type: 'autoscaling' as const },
    workerDeploymentOptions: {
      useWorkerVersioning: false as const,
      version: { deploymentName: 'perennial', buildId: config.WORKER_BUILD_ID },
    },
  };
  const worker = (taskQueue: TaskQueue, own: object, workflows: boolean): Promise<Worker> =>
    Worker.create({
      ...common,
      ...cache(config, taskQueue),
      ...slots(config, taskQueue),
      taskQueue,
      activities: own,
      ...(workflows && { workflowBundle }),
    });
  return Promise.all([
    worker(taskQueues.lifecycle, activities.lifecycle, true),
    worker(taskQueues.automation, activities.automation, true),
    worker(taskQueues.effects, activities.effects, false),
    worker(taskQueues.calls, activities.calls, false),
    worker(taskQueues.slowCalls, activities.slowCalls, false),
  ]);
}
