import { Client } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { connectToTemporal } from '../story/temporal.js';
import { prefixesOf } from './prefixes.js';

/** The executions that were replayed, and the failures. */
export interface Replayed {
  readonly executions: number;
  readonly prefixes: number;
  readonly problems: readonly string[];
}

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;
type Events = NonNullable<History['events']>;

/** Task started, as the API numbers it. */
const taskStarted = 6;

/**
 * Replays every execution in a namespace from each of its workflow tasks, as a worker without a cache would have. Of
 * executions with the same type and the same kinds of events, one is replayed.
 */
export async function replayExecutions(client: Client, workflowBundle: WorkflowBundleOption): Promise<Replayed> {
  const shapes = new Map<string, { workflowId: string; events: Events }>();
  let executions = 0;
  for await (const { workflowId, runId, type } of client.workflow.list()) {
    const events = (await client.workflow.getHandle(workflowId, runId).fetchHistory()).events ?? [];
    executions += 1;
    if (events.some(({ eventType }) => eventType === taskStarted))
      shapes.set([type, ...events.map(({ eventType }) => eventType)].join(), { workflowId, events });
  }
  const all = [...shapes.values()].flatMap(({ workflowId, events }) =>
    prefixesOf(events).map((prefix) => ({ workflowId, history: { events: prefix } })),
  );
  const problems: string[] = [];
  for (const { workflowId, history } of await failing(all, workflowBundle)) {
    // A workflow that does not fit its history fails at every replay. The second one is alone in its worker.
    const [again] = await failing([{ workflowId, history }], workflowBundle);
    if (again) problems.push(`${workflowId} up to event ${history.events.length}: ${again.message}`);
    else process.stderr.write(`${workflowId} up to event ${history.events.length} failed among others and fits alone\n`);
  }
  return { executions, prefixes: all.length, problems };
}

interface Prefix {
  readonly workflowId: string;
  readonly history: { readonly events: Events };
}

async function failing(prefixes: readonly Prefix[], workflowBundle: WorkflowBundleOption) {
  const found: (Prefix & { readonly message: string })[] = [];
  let next = 0;
  for await (const { error } of Worker.runReplayHistories({ workflowBundle }, prefixes)) {
    const replayed = prefixes[next++];
    if (error && replayed) found.push({ ...replayed, message: error.message });
  }
  return found;
}

/** Replays the executions that earlier parts left on the Temporal server of a running product. */
export async function replayProduct(
  env: Readonly<Record<string, string>>,
  workflowBundle: WorkflowBundleOption,
): Promise<Replayed> {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    telemetryOptions: { logging: { forward: {}, filter: 'OFF' } },
  });
  const connection = await connectToTemporal(env);
  try {
    return await replayExecutions(new Client({ connection, namespace: env.TEMPORAL_NAMESPACE ?? 'default' }), workflowBundle);
  } finally {
    await connection.close();
  }
}
