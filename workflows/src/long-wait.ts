import { workflowInfo } from '@temporalio/workflow';
import type { Due } from './waker.js';

const day = 86_400_000;

/** Whether to continue as new before a wait: a replayed prefix is then a start and a timer, however long the whole lasts. */
export function isLongWait(due: Due): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  const long = due.at === null || Date.parse(due.at) - Date.now() > day;
  return continueAsNewSuggested || historyLength > 1_500 || (long && historyLength > 40);
}
