import { searchAttributes } from '@perennial/contracts';
import { Connection } from '@temporalio/client';
import { fromRunner } from './runner.js';

/** INDEXED_VALUE_TYPE_KEYWORD of Temporal's API. */
const keyword = 2;

/** Makes a namespace for one spec, so that no other spec's worker takes its tasks. Answers the server's address too. */
export async function openNamespace(namespace: string): Promise<{ readonly address: string; readonly namespace: string }> {
  const address = fromRunner('TEST_TEMPORAL_ADDRESS');
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  for (let tries = 0; ; tries++) {
    try {
      await connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(searchAttributes.map(({ name }) => [name, keyword])),
      });
      break;
    } catch (error) {
      // The server's registry of namespaces is refreshed every few seconds.
      if (tries > 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  await connection.close();
  return { address, namespace };
}
