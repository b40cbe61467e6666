export type { SandboxOptions } from './sandbox.js';
export { type RunningSandbox, startSandbox } from './server.js';
