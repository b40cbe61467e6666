import { column, defineQuery } from '@perennial/db';

/** An execution that workers have listed as stuck, and why. */
export const listedExecution = defineQuery<[workflowId: unknown, executionId: unknown]>()({
  columns: { workflowId: column.text(), executionId: column.text(), cause: column.text() },
  sql: 'select workflow_id, execution_id, cause from stuck_workflow where workflow_id = $1 and execution_id = $2',
});
