/**
 * Makes the Temporal namespace and the search attributes that the workflows set, where they are missing. Safe to repeat.
 * For a server that is not ours to start: `npm start` gives them to its own server as flags.
 */
import { Connection } from '@temporalio/client';
import { searchAttributes } from '../libs/contracts/dist/index.js';

/** IndexedValueType of the Temporal API. */
const TYPES = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6, KeywordList: 7 };
/** The encoder takes a number where the types want a Long. */
const RETENTION = /** @type {any} */ ({ seconds: 30 * 24 * 60 * 60 });
const ALREADY_EXISTS = 6;

const address = process.env.TEMPORAL_ADDRESS ?? '127.0.0.1:7233';
const namespace = process.env.TEMPORAL_NAMESPACE || 'default';
const connection = await Connection.connect({ address, connectTimeout: '20s' });
try {
  await unlessThere(connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: RETENTION }));
  const { customAttributes } = await patiently(() => connection.operatorService.listSearchAttributes({ namespace }));
  const missing = searchAttributes.filter(({ name }) => !(name in customAttributes));
  if (missing.length > 0) {
    await unlessThere(
      connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, TYPES[type]])),
      }),
    );
  }
  const added = missing.map(({ name }) => name).join(', ');
  process.stdout.write(`${address} ${namespace}: ${added ? `added ${added}` : 'nothing to add'}\n`);
} finally {
  await connection.close();
}

/** @param {Promise<unknown>} call */
async function unlessThere(call) {
  await call.catch((error) => {
    if (error?.code !== ALREADY_EXISTS) throw error;
  });
}

/**
 * A new namespace is known everywhere after some seconds.
 * @template T
 * @param {() => Promise<T>} call
 * @returns {Promise<T>}
 */
async function patiently(call) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === 30) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
