import { type SchoolScoped, type WorkflowDefinition, wakeSignal } from '../definition.js';
import { automationWorkflows } from './automation.js';
import { billingWorkflows } from './billing.js';
import { certificatesWorkflows } from './certificates.js';
import { learningWorkflows } from './learning.js';
import { messagingWorkflows } from './messaging.js';
import { peopleWorkflows } from './people.js';
import { schoolWorkflows } from './school.js';

export type * from './automation.js';
export type * from './billing.js';
export type * from './certificates.js';
export type * from './learning.js';
export type * from './messaging.js';
export type * from './people.js';
export type * from './school.js';

/** Every workflow, declared once in its area. */
export const workflows = {
  ...billingWorkflows,
  ...learningWorkflows,
  ...certificatesWorkflows,
  ...automationWorkflows,
  ...messagingWorkflows,
  ...peopleWorkflows,
  ...schoolWorkflows,
} as const;

type Wake = typeof wakeSignal;

/** Type name of a workflow. */
export type WorkflowName = keyof typeof workflows;

/** Input of a start of a workflow. */
export type InputOf<N extends WorkflowName> = Parameters<(typeof workflows)[N]['key']>[0];

/** Workflows that handle a wake signal. */
export type WakeableWorkflow = {
  [N in WorkflowName]: Wake extends (typeof workflows)[N]['signals'][number] ? N : never;
}[WorkflowName];

/** Whether a workflow handles a wake signal. */
export const isWakeable = (name: WorkflowName): name is WakeableWorkflow =>
  (workflows[name].signals as readonly string[]).includes(wakeSignal);

/** Definition of a workflow by name, for code that treats all workflows alike. */
export const definitionOfWorkflow = (name: WorkflowName): WorkflowDefinition =>
  workflows[name] as WorkflowDefinition<SchoolScoped>;

/** Workflow and business key of a workflow ID; null for an ID of another application. */
export function ownerOf(workflowId: string): { readonly name: WorkflowName; readonly key: string } | null {
  for (const name of Object.keys(workflows) as WorkflowName[]) {
    const { idPrefix } = workflows[name];
    if (workflowId.startsWith(idPrefix)) return { name, key: workflowId.slice(idPrefix.length) };
  }
  return null;
}
