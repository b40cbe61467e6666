import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workflows } from '@perennial/contracts';
import { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { connectToTemporal } from '../story/temporal.js';
import type { Stage } from '../story/world.js';
import { peopleIn } from './people-in.js';
import { dispatchMixed, playScenes } from './scenes.js';

/** Longer histories are not saved, because a shorter one of the same shape shows the same. */
const largest = 150_000;
/** Of each shape, the longest history below this is saved: it covers most and is still readable. */
const preferred = 40_000;

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
interface RecordedEvent {
  readonly eventType: string;
  readonly [attributes: string]: Json;
}
interface Candidate {
  readonly type: string;
  readonly shape: string;
  readonly text: string;
}

/** Where histories go, and how. */
interface Keeping {
  readonly folder: string;
  /** Keeps what is there and writes beside it, with this word in the name; null replaces every type that is found. */
  readonly beside: string | null;
}

/**
 * Writes one history per type of workflow and shape to a folder, from a stack that has been used. Most shapes come from
 * the story, the rest from a few scenes. Machine names are removed. A history that names a person is an error.
 */
export async function captureHistories(stage: Stage, { folder, beside }: Keeping, say: (line: string) => void): Promise<void> {
  const names = await playScenes(stage, say);
  const chosen = new Map<string, Candidate>();
  const connection = await connectToTemporal(stage.env);
  try {
    const client = new Client({ connection, namespace: stage.env.TEMPORAL_NAMESPACE ?? 'default' });
    for await (const { workflowId, runId, type } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      const { events }: { events: RecordedEvent[] } = JSON.parse(historyToJSON(history), withoutMachines);
      const found = peopleIn(events, names);
      if (found.length > 0) throw new Error(`${workflowId} names somebody: ${found[0]}`);
      const text = linesOf(events);
      if (text.length > largest) continue;
      const candidate = { type, shape: shapeOf(events), text };
      const place = `${type}/${candidate.shape}`;
      const known = chosen.get(place);
      if (!known || isBetter(text.length, known.text.length)) chosen.set(place, candidate);
    }
  } finally {
    await connection.close();
  }
  if (beside === null) {
    for (const type of new Set([...chosen.values()].map((candidate) => candidate.type)))
      rmSync(join(folder, type), { recursive: true, force: true });
  }
  for (const { type, shape, text } of chosen.values()) {
    const file = `${type}/${shape}${beside === null ? '' : `.${beside}`}.json`;
    mkdirSync(join(folder, type), { recursive: true });
    writeFileSync(join(folder, file), text);
    say(`${file} ${Math.ceil(text.length / 1000)} kB`);
  }
}

/**
 * Writes the histories of dispatches with 2, 5 and 50 runs of mixed first steps, and of a run of each first step, with a
 * word in their names.
 */
export async function captureDispatches(
  stage: Stage,
  { folder, word }: { folder: string; word: string },
  say: (line: string) => void,
): Promise<void> {
  const { dispatches, runs, names } = await dispatchMixed(stage, say);
  const connection = await connectToTemporal(stage.env);
  try {
    const client = new Client({ connection, namespace: stage.env.TEMPORAL_NAMESPACE ?? 'default' });
    const keep = async (type: string, shape: string, workflowId: string): Promise<void> => {
      const handle = client.workflow.getHandle(workflowId);
      await handle.result();
      const history = await handle.fetchHistory();
      const { events }: { events: RecordedEvent[] } = JSON.parse(historyToJSON(history), withoutMachines);
      const found = peopleIn(events, names);
      if (found.length > 0) throw new Error(`${workflowId} names somebody: ${found[0]}`);
      writeFileSync(join(folder, type, `${shape}.${word}.json`), linesOf(events));
      say(`${type}/${shape}.${word}.json`);
    };
    for (const { size, eventId } of dispatches) await keep('dispatch', `mixed-${size}`, workflows.dispatch.id(eventId));
    for (const { first, runId } of runs) await keep('automationRun', `first-${first}`, workflows.automationRun.id(runId));
  } finally {
    await connection.close();
  }
}

const linesOf = (events: readonly RecordedEvent[]): string =>
  `{"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;

const isBetter = (size: number, known: number): boolean => (known > preferred ? size < known : size > known && size <= preferred);

const endings: Readonly<Record<string, string>> = {
  EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED: 'completed',
  EVENT_TYPE_WORKFLOW_EXECUTION_FAILED: 'failed',
  EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW: 'continued',
};
const traits: readonly (readonly [eventType: string, word: string])[] = [
  ['EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED', 'woken'],
  ['EVENT_TYPE_TIMER_STARTED', 'timer'],
  ['EVENT_TYPE_TIMER_FIRED', 'fired'],
  ['EVENT_TYPE_TIMER_CANCELED', 'cancelled'],
  ['EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED', 'children'],
  ['EVENT_TYPE_ACTIVITY_TASK_FAILED', 'effect-failed'],
  ['EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT', 'effect-timed-out'],
];

/** The shape of an execution as a file name: how it began, what happened, how it ended. */
function shapeOf(events: readonly RecordedEvent[]): string {
  const types = new Set(events.map(({ eventType }) => eventType));
  const begun = JSON.stringify(events[0]).includes('"continuedExecutionRunId":"') ? ['carried-on'] : [];
  const met = traits.flatMap(([type, word]) => (types.has(type) ? [word] : []));
  return [...begun, ...met, endings[events.at(-1)?.eventType ?? ''] ?? 'open'].join('-');
}

/** Processes and machines: of no use to a replay, and the only place where an `@` belongs. */
function withoutMachines(key: string, value: Json): Json {
  if (key === 'identity' || key === 'stackTrace') return '';
  if (key === 'name' && typeof value === 'string' && value.includes('@')) return 'sticky';
  return value;
}
