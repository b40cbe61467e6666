import { randomUUID } from 'node:crypto';

/** An event of a history in JSON, with its attributes. */
interface HistoryEvent {
  readonly eventType?: string | number | null;
  readonly workflowExecutionStartedEventAttributes?: object | null;
}

/** Task started, failed and timed out, as JSON names them and as the API numbers them. */
const started = ['EVENT_TYPE_WORKFLOW_TASK_STARTED', 6];
const undone = ['EVENT_TYPE_WORKFLOW_TASK_FAILED', 9, 'EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT', 8];

/**
 * For each workflow task, the history that a worker gets to replay the execution there: up
 * to and including the start of the task. The whole history comes last. A history that replays as a whole may still
 * fail at a prefix, and the other way round: local activities that completed one by one are complete together on replay.
 *
 * Each is a run of its own. A replaying worker knows a workflow by its run ID, and evicts it when its history ends: the
 * next prefix of the same run could reach what was being evicted, and fail although it fits.
 */
export function prefixesOf<E extends HistoryEvent>(events: readonly E[]): E[][] {
  const is = (event: E | undefined, types: readonly (string | number)[]): boolean =>
    event?.eventType != null && types.includes(event.eventType);
  return events.flatMap((event, i) => {
    const last = i === events.length - 1;
    return last || (is(event, started) && !is(events[i + 1], undone)) ? [asOwnRun(events.slice(0, i + 1))] : [];
  });
}

function asOwnRun<E extends HistoryEvent>([first, ...rest]: E[]): E[] {
  const attributes = first?.workflowExecutionStartedEventAttributes;
  if (!first || !attributes) return first ? [first, ...rest] : [];
  return [
    { ...first, workflowExecutionStartedEventAttributes: { ...attributes, originalExecutionRunId: randomUUID() } },
    ...rest,
  ];
}
