import { readEnvironment, temporalConnection, temporalVariables } from '@perennial/config';
import { Connection } from '@temporalio/client';

/** A connection to the Temporal server of a running product, as its processes reach it. */
export const connectToTemporal = (env: Readonly<Record<string, string>>): Promise<Connection> =>
  Connection.connect(temporalConnection(readEnvironment(temporalVariables, env)));
