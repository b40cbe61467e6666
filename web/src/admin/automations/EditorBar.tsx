import { ActionIcon, Anchor, Badge, Button, Group, Text, TextInput, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useStore } from 'zustand';
import { ApiFailure } from '../../ui/api/failure';
import { showDone, showFailure, showUndo } from '../../ui/feedback/toasts';
import {
  type Automation,
  automationKey,
  automationsKey,
  pauseAutomation,
  publishAutomation,
  renameAutomation,
  resumeAutomation,
} from './automation';
import { useEditor, useEditorStore } from './canvas/editor-context';
import classes from './Editor.module.css';
import { StateBadge } from './StateBadge';
import type { SaveState, useAutosave } from './use-autosave';

interface EditorBarProps {
  readonly automation: Automation;
  readonly problems: number;
  readonly saving: ReturnType<typeof useAutosave>;
  readonly onReload: () => Promise<void>;
  readonly onPreview: (() => void) | undefined;
}

const words: Readonly<Record<SaveState, string>> = {
  saved: 'Draft saved',
  waiting: 'Not saved yet',
  saving: 'Saving',
  failed: 'Could not be saved',
  stale: 'Changed elsewhere',
};

/** Why it cannot be published now; null if it can. */
function whyNotPublish(problems: number, same: boolean): string | null {
  if (problems > 0) return problems === 1 ? '1 thing to mend first' : `${problems} things to mend first`;
  return same ? 'Nothing differs from the published version' : null;
}

/** Name, state and what can be done with the automation as a whole. */
export function EditorBar({ automation, problems, saving, onReload, onPreview }: EditorBarProps) {
  const queries = useQueryClient();
  const graph = useEditor((state) => state.graph);
  const drawing = JSON.stringify(graph);
  // What is published, as far as this page knows it: null until it does.
  const [published, setPublished] = useState(() => (automation.draftDiffers || !automation.published ? null : drawing));
  const hindrance = whyNotPublish(problems, published === drawing);
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: automationKey(automation.id) }),
      queries.invalidateQueries({ queryKey: automationsKey }),
    ]);
  const publish = useMutation({
    mutationFn: async () => {
      const revision = await saving.flush();
      if (revision === null) throw new ApiFailure(0, { code: 'unsaved', message: 'The drawing could not be saved first.' });
      return publishAutomation(automation.id, revision);
    },
    onMutate: () => drawing,
    onSuccess: async (_answer, _variables, sent) => {
      setPublished(sent);
      await refresh();
      showDone('Published. People who are on their way stay on the version they entered.');
    },
    onError: (error) => showFailure(error, 'Not published'),
  });
  const turn = useMutation({
    mutationFn: (on: boolean) => (on ? resumeAutomation(automation.id) : pauseAutomation(automation.id)),
    onSuccess: refresh,
    onError: (error) => showFailure(error, 'The state was not changed'),
  });
  const pause = async () => {
    await turn.mutateAsync(false);
    showUndo('Paused. Nobody enters; people on their way go on.', () => turn.mutateAsync(true));
  };
  return (
    <header className={classes.bar}>
      <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
        <Anchor component={Link} to="/automations" size="sm" c="dimmed" visibleFrom="sm">
          Automations
        </Anchor>
        <Name automation={automation} />
        <StateBadge state={automation.state} />
        {automation.published && (
          <Text size="xs" c="dimmed" visibleFrom="lg" style={{ whiteSpace: 'nowrap' }}>
            version {automation.published.number}
          </Text>
        )}
      </Group>
      <Group gap="xs" wrap="nowrap" className={classes.does}>
        <Group gap={6} wrap="nowrap" role="status">
          <Text
            size="xs"
            c={saving.state === 'failed' || saving.state === 'stale' ? 'red' : 'dimmed'}
            style={{ whiteSpace: 'nowrap' }}
          >
            {words[saving.state]}
          </Text>
          {saving.state === 'failed' && (
            <Button size="compact-xs" variant="default" onClick={() => void saving.save()}>
              Try again
            </Button>
          )}
          {saving.state === 'stale' && (
            <Button size="compact-xs" variant="default" onClick={() => void onReload()}>
              Load theirs
            </Button>
          )}
        </Group>
        <History />
        <Button component={Link} to={`/automations/${automation.id}/runs`} size="xs" variant="default" visibleFrom="sm">
          Journeys
        </Button>
        {onPreview && (
          <Button size="xs" variant="default" onClick={onPreview}>
            Preview
          </Button>
        )}
        {automation.state === 'active' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPause size={14} />}
            loading={turn.isPending}
            onClick={() => void pause()}
          >
            Pause
          </Button>
        )}
        {automation.state === 'paused' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPlay size={14} />}
            loading={turn.isPending}
            onClick={() => turn.mutate(true)}
          >
            Go on
          </Button>
        )}
        <Tooltip label={hindrance} disabled={hindrance === null}>
          <Button
            size="xs"
            loading={publish.isPending}
            data-disabled={hindrance !== null || undefined}
            aria-disabled={hindrance !== null}
            onClick={() => hindrance === null && publish.mutate()}
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
      </Group>
    </header>
  );
}

function History() {
  const store = useEditorStore();
  const tidy = useEditor((state) => state.tidy);
  const placed = useEditor(({ graph }) => graph.nodes.some(({ position }) => position !== undefined));
  return store ? (
    <>
      {placed && (
        <Button size="xs" variant="default" onClick={tidy} visibleFrom="sm">
          Tidy up
        </Button>
      )}
      <HistoryButtons history={store.temporal} />
    </>
  ) : null;
}

function HistoryButtons({ history }: { history: NonNullable<ReturnType<typeof useEditorStore>>['temporal'] }) {
  const canUndo = useStore(history, (state) => state.pastStates.length > 0);
  const canRedo = useStore(history, (state) => state.futureStates.length > 0);
  const { undo, redo } = history.getState();
  return (
    <ActionIcon.Group>
      <ActionIcon variant="default" disabled={!canUndo} aria-label="Undo" onClick={() => undo()}>
        <IconArrowBackUp size={15} />
      </ActionIcon>
      <ActionIcon variant="default" disabled={!canRedo} aria-label="Redo" onClick={() => redo()}>
        <IconArrowForwardUp size={15} />
      </ActionIcon>
    </ActionIcon.Group>
  );
}

function Name({ automation }: { automation: Automation }) {
  const queries = useQueryClient();
  const [name, setName] = useState(automation.name);
  const rename = useMutation({
    mutationFn: () => renameAutomation(automation.id, name.trim()),
    onSuccess: () => queries.invalidateQueries({ queryKey: automationsKey }),
    onError: (error) => {
      setName(automation.name);
      showFailure(error, 'The name was not changed');
    },
  });
  const keep = () => {
    if (name.trim() === '') setName(automation.name);
    else if (name.trim() !== automation.name) rename.mutate();
  };
  return (
    <TextInput
      variant="unstyled"
      aria-label="Name of the automation"
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      classNames={{ root: classes.name ?? '', input: classes.nameInput ?? '' }}
    />
  );
}
