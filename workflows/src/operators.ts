import {
  type AdminPage,
  attributePairs,
  linkTo,
  type SearchAttributeValues,
  type WorkflowMemo,
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
 * Shows operators how it stands, in Markdown, with links to the product below it. Costs no event, and is no command: old
 * histories replay whatever is said here.
 *
 * A static summary ends with continue-as-new, neither the SDK nor the server carries it on: from then on the same
 * sentence comes first here.
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

/** The line of those whose business time is a test clock. */
export const clockLine = (clockId: string | null): string | null => (clockId === null ? null : `**Test clock** ${clockId}`);

/**
 * Continues as new on entering a wait. The search attributes go along changed: left alone, the new run would show those of
 * the wait before.
 */
export function continueWaiting<F extends Workflow>(shown: SearchAttributeValues, ...args: Parameters<F>): Promise<never> {
  showDetails(['Goes on as a new run.'], []);
  const typedSearchAttributes = workflowInfo().typedSearchAttributes.updateCopy(attributePairs(shown));
  return makeContinueAsNewFunc<F>({ typedSearchAttributes })(...args);
}
