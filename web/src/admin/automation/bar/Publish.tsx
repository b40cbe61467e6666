import { Badge, Button, Modal, Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiFailure } from '../../../ui/api/failure';
import { FormModal } from '../../../ui/forms/FormModal';
import type { Automation } from '../automation';
import { useEditorSession } from '../canvas/editor-context';
import { useProblems } from '../problems';
import { PublishDialog, type Reviewed } from '../publish/PublishDialog';
import { usePublishedGraph, useUnpublished } from '../publish/use-published';
import { MoveProgress } from '../versions/MoveProgress';

/** Why it cannot be published now; null if it can. */
function whyNotPublish(problems: number, unpublished: boolean | null): string | null {
  if (problems > 0) return problems === 1 ? 'Fix 1 issue before publishing' : `Fix ${problems} issues before publishing`;
  return unpublished === false ? 'No changes since the last publish' : null;
}

/** Saves the draft, and shows what publishing it changes. */
export function Publish({ automation, refresh }: { automation: Automation; refresh: () => Promise<unknown> }) {
  const { autosave, store } = useEditorSession();
  const problems = useProblems(automation).length;
  const published = usePublishedGraph(automation);
  const hindrance = whyNotPublish(problems, useUnpublished(automation));
  const [reviewed, setReviewed] = useState<Reviewed | null>(null);
  const review = useMutation({
    mutationFn: async (): Promise<Reviewed> => {
      const revision = await autosave.flush();
      if (revision === null) throw new ApiFailure(0, { code: 'unsaved', message: 'The draft could not be saved first.' });
      return { graph: store.getState().graph, revision };
    },
    onSuccess: setReviewed,
    meta: { failed: 'Not published' },
  });
  const [moveId, setMoveId] = useState<string | null>(null);
  const close = () => setReviewed(null);
  const isLoading = automation.published !== null && published === undefined;
  return (
    <>
      <Tooltip label={hindrance} disabled={hindrance === null}>
        <Button
          size="xs"
          loading={review.isPending}
          data-disabled={hindrance !== null || isLoading || undefined}
          aria-disabled={hindrance !== null || isLoading}
          onClick={() => {
            store.getState().setFresh(null);
            if (hindrance === null && !isLoading) review.mutate();
          }}
          rightSection={
            problems > 0 && (
              <Badge size="xs" circle color="yellow">
                {problems}
              </Badge>
            )
          }
        >
          Publish
        </Button>
      </Tooltip>
      <FormModal opened={reviewed !== null} onClose={close} title={`Publish “${automation.name}”`} size="lg">
        {reviewed && (
          <PublishDialog
            automation={automation}
            reviewed={reviewed}
            published={published ?? null}
            refresh={refresh}
            onClose={close}
            onPublished={(move) => {
              close();
              setMoveId(move);
            }}
          />
        )}
      </FormModal>
      <Modal opened={moveId !== null} onClose={() => setMoveId(null)} title="Published. Moving people">
        {moveId && <MoveProgress automationId={automation.id} moveId={moveId} onClose={() => setMoveId(null)} />}
      </Modal>
    </>
  );
}
