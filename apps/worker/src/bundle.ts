import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';

const require = createRequire(import.meta.url);
const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
const built = fileURLToPath(new URL('./workflows.bundle.js', import.meta.url));

/** The workflow bundle. The build creates it, so that workers start quickly; if it is missing, it is created here. */
export async function workflowBundle(): Promise<WorkflowBundleOption> {
  if (existsSync(built)) return { codePath: built };
  return bundleWorkflows();
}

/** Bundles the workflows from their compiled code. */
export function bundleWorkflows(): Promise<WorkflowBundleOption & { readonly code: string }> {
  return bundleWorkflowCode({
    workflowsPath: require.resolve('@perennial/workflows'),
    workflowInterceptorModules: [require.resolve('@perennial/workflows/request-trail')],
    logger: quiet,
  });
}

// Run by the build.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { code } = await bundleWorkflows();
  writeFileSync(built, code);
}
