export { EnvironmentError, type EnvironmentName, environment, portTaken, readEnvironment, unreachable } from './environment.js';
export {
  type ProcessConfig,
  processVariables,
  readApiConfig,
  readMigrateConfig,
  readStripeSandboxConfig,
  readWorkerConfig,
} from './processes.js';
