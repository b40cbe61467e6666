import { Client } from '@temporalio/client';
import { connectToTemporal } from '../temporal.js';
import type { World } from '../world.js';

/** Names and addresses of people in the story: none may be readable in Temporal. */
const canaries = ['canary', 'Canária', 'kiln.example', 'bread.example'];

/** Exports every history, memo and search attribute and searches them for personal data. */
export async function searchTemporalForPeople(world: World): Promise<void> {
  const { narrator, stage } = world;
  narrator.chapter('No personal data in Temporal');
  const connection = await connectToTemporal(stage.env);
  try {
    const client = new Client({ connection, namespace: stage.env.TEMPORAL_NAMESPACE ?? 'default' });
    let histories = 0;
    let failed = 0;
    const found: string[] = [];
    for await (const execution of client.workflow.list()) {
      const history = await client.workflow.getHandle(execution.workflowId, execution.runId).fetchHistory();
      histories += 1;
      if (execution.status.name === 'FAILED' || execution.status.name === 'TERMINATED') failed += 1;
      const text = readable({
        history,
        memo: execution.memo,
        attributes: execution.typedSearchAttributes,
        id: execution.workflowId,
      });
      for (const canary of canaries) if (text.includes(canary)) found.push(`${canary} in ${execution.workflowId}`);
    }
    narrator.tell(`${histories} histories exported`);
    narrator.check('there were histories to look at', histories >= 10, true);
    narrator.check('no name and no address in any of them', found, []);
    narrator.check('no workflow failed', failed, 0);
  } finally {
    await connection.close();
  }
}

/** Payloads are bytes: decoded, so that a name inside one is found. */
function readable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof Uint8Array) return Buffer.from(part).toString('utf8');
    if (typeof part === 'bigint') return part.toString();
    return part;
  });
}
