/**
 * Makes the Temporal namespace and the search attributes that the workflows set, where they are missing. Safe to repeat.
 * For a server that is not ours to start: `npm start` gives them to its own server as flags.
 */
import { Connection } from '@temporalio/client';
import { readTemporalSetupConfig, temporalConnection } from '../libs/config/dist/index.js';
import { searchAttributes } from '../libs/contracts/dist/index.js';

/** IndexedValueType of the Temporal API. */
const TYPES = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6, KeywordList: 7 };
/** The encoder takes a number where the types want a Long. */
const RETENTION = /** @type {any} */ ({ seconds: 30 * 24 * 60 * 60 });
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;

try {
  await prepare(readTemporalSetupConfig());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** @param {ReturnType<typeof readTemporalSetupConfig>} config */
async function prepare(config) {
  const namespace = config.TEMPORAL_NAMESPACE;
  const connection = await Connection.connect({ ...temporalConnection(config), connectTimeout: '20s' });
  const { workflowService, operatorService } = connection;
  try {
    // A login that can use a namespace may not be allowed to create one.
    await workflowService.describeNamespace({ namespace }).catch((error) => {
      if (error?.code !== NOT_FOUND) throw error;
      return unlessThere(workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: RETENTION }));
    });
    const { customAttributes } = await patiently(() => operatorService.listSearchAttributes({ namespace }));
    const missing = searchAttributes.filter(({ name }) => !(name in customAttributes));
    if (missing.length > 0) {
      await unlessThere(
        operatorService.addSearchAttributes({
          namespace,
          searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, TYPES[type]])),
        }),
      );
    }
    const added = missing.map(({ name }) => name).join(', ');
    process.stdout.write(`${config.TEMPORAL_ADDRESS} ${namespace}: ${added ? `added ${added}` : 'nothing to add'}\n`);
  } finally {
    await connection.close();
  }
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
