/** An event of a history in JSON, with its attributes. */
interface HistoryEvent {
  readonly eventType?: string | number | null;
}

/** Task started, failed and timed out, as JSON names them and as the API numbers them. */
const started = ['EVENT_TYPE_WORKFLOW_TASK_STARTED', 6];
const undone = ['EVENT_TYPE_WORKFLOW_TASK_FAILED', 9, 'EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT', 8];

/**
 * What a worker is given that has to replay an execution at one of its workflow tasks, for each of them: the history up
 * to and including the start of the task. The whole history comes last. A history that replays as a whole may still
 * fail at a prefix, and the other way round: local activities that completed one by one are complete together on replay.
 */
export function prefixesOf<E extends HistoryEvent>(events: readonly E[]): E[][] {
  const is = (event: E | undefined, types: readonly (string | number)[]): boolean =>
    event?.eventType != null && types.includes(event.eventType);
  return events.flatMap((event, i) => {
    const last = i === events.length - 1;
    return last || (is(event, started) && !is(events[i + 1], undone)) ? [events.slice(0, i + 1)] : [];
  });
}
