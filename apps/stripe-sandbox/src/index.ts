export type { SandboxOptions } from './sandbox-parts.js';
export { type RunningSandbox, startSandbox } from './server.js';
