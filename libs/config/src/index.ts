export { EnvironmentError, type EnvironmentName, environment, portTaken, readEnvironment, unreachable } from './environment.js';
export {
  type ProcessConfig,
  processVariables,
  readApiConfig,
  readMigrateConfig,
  readStripeSandboxConfig,
  readTemporalSetupConfig,
  readWorkerConfig,
} from './processes.js';
export { type TemporalConnection, temporalConnection, temporalUnreachable, temporalVariables } from './temporal.js';
