import type { ApiConfig } from '../../platform/database/api-config.js';

/** Where operators see a workflow. Without a run id, which continue-as-new changes: the UI goes to the newest. */
export function temporalLink({ env }: Pick<ApiConfig, 'env'>, workflowId: string): string {
  const { TEMPORAL_UI_URL, TEMPORAL_NAMESPACE } = env;
  const base = TEMPORAL_UI_URL.replace(/\/$/, '');
  return `${base}/namespaces/${encodeURIComponent(TEMPORAL_NAMESPACE)}/workflows/${encodeURIComponent(workflowId)}`;
}
