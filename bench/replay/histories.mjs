import { readdirSync, readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/lib/paths.mjs';

/**
 * @typedef {Awaited<ReturnType<import('@temporalio/client').WorkflowHandle['fetchHistory']>>} History
 * @typedef {{ name: string, workflowId: string, history: History, events: number }} Recorded
 */

/** The histories that the repository keeps. @returns {Recorded[]} */
export const committedHistories = () =>
  readdirSync(inRoot('test/histories'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const history = JSON.parse(readFileSync(inRoot('test/histories', file), 'utf8'));
      const workflowId = history.events[0]?.workflowExecutionStartedEventAttributes?.workflowId ?? file;
      return { name: file.replace('.json', ''), workflowId, history, events: history.events.length };
    });

/**
 * Every run of an execution that continued as new.
 * @param {import('@temporalio/client').Client} client
 * @param {string} workflowId
 * @returns {Promise<Recorded[]>}
 */
export async function runsOf(client, workflowId) {
  const recorded = [];
  // What is listed is a moment behind what happened.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    recorded.push({ name: `${workflowId} (${runId.slice(0, 8)})`, workflowId, history, events: history.events?.length ?? 0 });
  }
  return recorded;
}
