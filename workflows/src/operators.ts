import {
  type AdminPage,
  attributePairs,
  isWaitStep,
  linkTo,
  type SearchAttributeValues,
  type WorkflowMemo,
  waitLabel,
  workflows,
} from '@perennial/contracts';
import {
  makeContinueAsNewFunc,
  setCurrentDetails,
  upsertSearchAttributes,
  type Workflow,
  workflowInfo,
} from '@temporalio/workflow';

/** Writes search attributes. Only at waits and parks: each write costs a history event. */
export function showAttributes(values: SearchAttributeValues): void {
  upsertSearchAttributes(attributePairs(values));
}

/**
 * Sets the current details, in Markdown, with links to the product. This creates no event and is not a command, so changing
 * them does not break replays.
 *
 * Neither the SDK nor the server keeps the static summary after a continue-as-new, so it becomes the first line here.
 */
export function showDetails(lines: readonly (string | null)[], pages: readonly AdminPage[]): void {
  const { workflowType, continuedFromExecutionRunId } = workflowInfo();
  const name = workflowType as keyof typeof workflows;
  const head = continuedFromExecutionRunId === undefined ? null : workflows[name].summary;
  const links = pages.map(pageLink).filter((link) => link !== null);
  setCurrentDetails([head, ...lines, links.join(' · ')].filter(Boolean).join('\n\n'));
}

/** A Markdown link; null in a workflow that was started without the address of the admin app. */
export function pageLink(page: AdminPage): string | null {
  const { adminUrl } = (workflowInfo().memo ?? {}) as Partial<WorkflowMemo>;
  return adminUrl === undefined ? null : linkTo(adminUrl, page);
}

/** The line for entities on a test clock. */
export const clockLine = (clockId: string | null): string | null => (clockId === null ? null : `**Test clock** ${clockId}`);

/**
 * Continues as new on entering a wait. Passes the updated search attributes; otherwise the new run would show those of the
 * previous wait.
 */
export function continueWaiting<F extends Workflow>(shown: SearchAttributeValues, ...args: Parameters<F>): Promise<never> {
  showDetails(['Goes on as a new run.'], []);
  const typedSearchAttributes = workflowInfo().typedSearchAttributes.updateCopy(attributePairs(shown));
  return makeContinueAsNewFunc<F>({ typedSearchAttributes })(...args);
}

/** The step at which a run waits. Results of earlier releases contain the label instead of the kind of the step. */
export const stepLabel = ({ reason, nodeId }: { readonly reason: string; readonly nodeId: string }): string =>
  isWaitStep(reason) ? `${waitLabel(reason)} (${nodeId})` : reason;
