import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showDone } from '../../../ui/feedback/toasts';
import { type Run, runKey } from '../runs/run';
import { releaseHeld } from './holds';

/** Lets one journey continue that waits before a held step. */
export function ReleaseRun({ run }: { run: Run }) {
  const queries = useQueryClient();
  const release = useMutation({
    mutationFn: (nodeId: string) => releaseHeld(run.automationId, nodeId, [run.id]),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: runKey(run.id) });
      showDone('Released. This may take a moment to appear.');
    },
    meta: { failed: 'Not released' },
  });
  const { currentNodeId } = run;
  if (!run.held || currentNodeId === null) return null;
  return (
    <Button size="xs" loading={release.isPending} onClick={() => release.mutate(currentNodeId)}>
      Release
    </Button>
  );
}
