import { Badge, Button, Group, Modal, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { plainSecrets, sameBehaviour } from '@perennial/domain/automation';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiFailure } from '../../../ui/api/failure';
import { showDone } from '../../../ui/feedback/toasts';
import { type Automation, publishAutomation, useOverlaps } from '../automation';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import { Overlaps } from '../Overlaps';
import { PlainSecrets } from '../PlainSecrets';
import { useProblems } from '../problems';

/** Why it cannot be published now; null if it can. */
function whyNotPublish(problems: number, same: boolean): string | null {
  if (problems > 0) return problems === 1 ? 'Fix 1 issue before publishing' : `Fix ${problems} issues before publishing`;
  return same ? 'No changes since the last publish' : null;
}

/** The published graph; null until it is loaded. */
function usePublished(automation: Automation) {
  const { store } = useEditorSession();
  const { draftDiffers, draft, published: version } = automation;
  const [published, setPublished] = useState(() => (draftDiffers || !version ? null : store.getState().graph));
  const known = useRef(version?.number);
  // Published by another person; our own version is already known.
  useEffect(() => {
    if (known.current === version?.number) return;
    known.current = version?.number;
    setPublished(draftDiffers || !version ? null : draft);
  }, [version, draftDiffers, draft]);
  return [published, setPublished] as const;
}

/** Publishes the draft, once it is saved and has no issues. */
export function Publish({ automation, refresh }: { automation: Automation; refresh: () => Promise<unknown> }) {
  const { autosave, store } = useEditorSession();
  const problems = useProblems(automation).length;
  const [published, setPublished] = usePublished(automation);
  const same = useEditor(({ graph }) => published !== null && sameBehaviour(graph, published));
  const hindrance = whyNotPublish(problems, same);
  const publish = useMutation({
    mutationFn: async () => {
      const revision = await autosave.flush();
      if (revision === null) throw new ApiFailure(0, { code: 'unsaved', message: 'The draft could not be saved first.' });
      return publishAutomation(automation.id, revision);
    },
    onMutate: () => store.getState().graph,
    onSuccess: async (_answer, _variables, sent) => {
      setPublished(sent);
      await refresh();
      showDone('Published. People already in progress stay on the version they entered.');
    },
    meta: { failed: 'Not published' },
    // The issues that the server found are shown at the steps.
    onError: refresh,
  });
  const [asking, ask] = useDisclosure();
  const [warning, warn] = useDisclosure();
  const overlaps = useOverlaps(automation.id, automation.draftRevision).data ?? [];
  const publishNow = () => {
    ask.close();
    warn.close();
    publish.mutate();
  };
  return (
    <>
      <Tooltip label={hindrance} disabled={hindrance === null}>
        <Button
          size="xs"
          loading={publish.isPending}
          data-disabled={hindrance !== null || undefined}
          aria-disabled={hindrance !== null}
          onClick={() => {
            store.getState().setFresh(null);
            if (hindrance !== null) return;
            if (plainSecrets(store.getState().graph).length > 0) ask.open();
            else if (overlaps.length > 0) warn.open();
            else publishNow();
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
      <Modal opened={warning} onClose={warn.close} title="Publish with overlapping emails?">
        {overlaps.length === 0 ? <Text size="sm">No emails overlap any more.</Text> : <Overlaps overlaps={overlaps} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={warn.close}>
            Cancel
          </Button>
          <Button onClick={publishNow}>{overlaps.length === 0 ? 'Publish' : 'Publish anyway'}</Button>
        </Group>
      </Modal>
      <PlainSecrets graph={store.getState().graph} opened={asking} onClose={ask.close} onPublish={publishNow} />
    </>
  );
}
