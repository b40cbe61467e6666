export { EnvironmentError, type EnvironmentName, environment, readEnvironment } from './environment.js';
export {
  type ProcessConfig,
  processVariables,
  readApiConfig,
  readMigrateConfig,
  readStripeSandboxConfig,
  readWorkerConfig,
} from './processes.js';
