import { ActionIcon, Anchor, Badge, Button, Group, Menu, Text, TextInput, Tooltip } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { type Graph, plainSecrets } from '@perennial/domain/automation';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconCopy,
  IconDots,
  IconLayoutGrid,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconRoute,
} from '@tabler/icons-react';
import { replaceEqualDeep, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useStore } from 'zustand';
import { ApiFailure } from '../../ui/api/failure';
import { showDone, showUndo } from '../../ui/feedback/toasts';
import { useUnsaved } from '../../ui/forms/use-unsaved';
import {
  type Automation,
  automationKey,
  automationsKey,
  duplicateAutomation,
  pauseAutomation,
  publishAutomation,
  renameAutomation,
  resumeAutomation,
} from './automation';
import { useEditor, useEditorSession } from './canvas/editor-context';
import type { SaveState } from './canvas/editor-state';
import classes from './Editor.module.css';
import { PlainSecrets } from './PlainSecrets';
import { pausedInWords } from './paused';
import { useProblems } from './problems';
import { StateBadge } from './StateBadge';

interface EditorBarProps {
  readonly automation: Automation;
  readonly onReload: () => Promise<void>;
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
  if (problems > 0) return problems === 1 ? 'Fix 1 issue before publishing' : `Fix ${problems} issues before publishing`;
  return same ? 'No changes since the last publish' : null;
}

/** Whether two drawings are equal; steps that were not touched are the same objects, so this is quick. */
const isSame = (one: Graph, other: Graph): boolean => replaceEqualDeep(one, other) === one;

/** Name, state and what can be done with the automation as a whole. */
export function EditorBar({ automation, onReload }: EditorBarProps) {
  const queries = useQueryClient();
  const { autosave, store } = useEditorSession();
  const problems = useProblems(automation).length;
  // What is published, as far as this page knows it: null until it does.
  const [published, setPublished] = useState(() =>
    automation.draftDiffers || !automation.published ? null : store.getState().graph,
  );
  const same = useEditor(({ graph }) => published !== null && isSame(graph, published));
  const hindrance = whyNotPublish(problems, same);
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: automationKey(automation.id) }),
      queries.invalidateQueries({ queryKey: automationsKey }),
    ]);
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
    // What the server found is shown at the steps.
    onError: refresh,
  });
  const [asking, ask] = useDisclosure();
  const publishNow = () => {
    ask.close();
    publish.mutate();
  };
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const actions = useActions(automation, refresh);
  return (
    <header className={classes.bar}>
      <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
        <ActionIcon
          component={Link}
          to="/automations"
          variant="subtle"
          color="gray"
          hiddenFrom="sm"
          aria-label="Back to automations"
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
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
        <SaveStatus onReload={onReload} />
        <History />
        {phone ? (
          <Menu position="bottom-end" width={240}>
            <Menu.Target>
              <ActionIcon variant="default" aria-label="More">
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {actions.map(({ label, icon, run }) => (
                <Menu.Item key={label} leftSection={icon} onClick={run} mih={44}>
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : (
          actions.map((action) => <ActionButton key={action.label} action={action} />)
        )}
        <Tooltip label={hindrance} disabled={hindrance === null}>
          <Button
            size="xs"
            loading={publish.isPending}
            data-disabled={hindrance !== null || undefined}
            aria-disabled={hindrance !== null}
            onClick={() => hindrance === null && (plainSecrets(store.getState().graph).length > 0 ? ask.open() : publishNow())}
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
        <PlainSecrets graph={store.getState().graph} opened={asking} onClose={ask.close} onPublish={publishNow} />
      </Group>
    </header>
  );
}

interface Action {
  readonly label: string;
  readonly icon: ReactNode;
  readonly run: () => void;
  /** Where it leads, if it is a link. */
  readonly to?: string;
  readonly busy?: boolean;
}

function ActionButton({ action: { label, icon, run, to, busy = false } }: { action: Action }) {
  const shared = { size: 'xs', variant: 'default' } as const;
  if (to)
    return (
      <Button component={Link} to={to} {...shared}>
        {label}
      </Button>
    );
  return (
    <Button {...shared} leftSection={icon} loading={busy} onClick={run}>
      {label}
    </Button>
  );
}

/** What can be done besides publishing: buttons at a desk, a menu on a phone. */
function useActions(automation: Automation, refresh: () => Promise<unknown>): Action[] {
  const { autosave } = useEditorSession();
  const empty = useEditor(({ graph }) => graph.nodes.length === 0);
  const previewing = useEditor((state) => state.previewing);
  const setPreviewing = useEditor((state) => state.setPreviewing);
  const navigate = useNavigate();
  const tidy = useEditor((state) => state.tidy);
  const placed = useEditor(({ graph }) => graph.nodes.some(({ position }) => position !== undefined));
  const turn = useMutation({
    mutationFn: (on: boolean) => (on ? resumeAutomation(automation.id) : pauseAutomation(automation.id)),
    onSuccess: refresh,
    meta: { failed: 'The automation was not updated' },
  });
  const pause = () =>
    turn.mutate(false, {
      onSuccess: ({ counts }) =>
        showUndo(pausedInWords({ moving: counts.running + counts.waiting, stuck: counts.parked }), () => turn.mutateAsync(true)),
    });
  const duplicate = useMutation({
    mutationFn: async () => {
      await autosave.flush();
      return duplicateAutomation(automation.id);
    },
    onSuccess: async ({ id, name }) => {
      await refresh();
      void navigate(`/automations/${id}`);
      showDone(`“${name}” is a draft. No one enters until you publish it.`);
    },
    meta: { failed: 'The automation was not duplicated' },
  });
  const journeys = `/automations/${automation.id}/runs`;
  const busy = turn.isPending;
  return [
    ...(placed ? [{ label: 'Tidy up', icon: <IconLayoutGrid size={14} />, run: tidy }] : []),
    { label: 'Journeys', icon: <IconRoute size={14} />, to: journeys, run: () => void navigate(journeys) },
    ...(empty ? [] : [{ label: 'Preview', icon: <IconPlayerTrackNext size={14} />, run: () => setPreviewing(!previewing) }]),
    { label: 'Duplicate', icon: <IconCopy size={14} />, run: () => duplicate.mutate(), busy: duplicate.isPending },
    ...(automation.state === 'active' ? [{ label: 'Pause', icon: <IconPlayerPause size={14} />, run: pause, busy }] : []),
    ...(automation.state === 'paused'
      ? [{ label: 'Resume', icon: <IconPlayerPlay size={14} />, run: () => turn.mutate(true), busy }]
      : []),
  ];
}

function SaveStatus({ onReload }: Pick<EditorBarProps, 'onReload'>) {
  const { autosave } = useEditorSession();
  const state = useEditor(({ saving }) => saving);
  const trouble = state === 'failed' || state === 'stale';
  return (
    <Group gap={6} wrap="nowrap" role="status">
      <Text size="xs" c={trouble ? 'red' : 'dimmed'} style={{ whiteSpace: 'nowrap' }}>
        {words[state]}
      </Text>
      {state === 'failed' && (
        <Button size="compact-xs" variant="default" onClick={() => void autosave.save()}>
          Try again
        </Button>
      )}
      {state === 'stale' && (
        <Button size="compact-xs" variant="default" onClick={() => void onReload()}>
          Load theirs
        </Button>
      )}
    </Group>
  );
}

function History() {
  const history = useEditorSession().store.temporal;
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
  // Stored, or being saved.
  const sent = useRef(automation.name);
  useUnsaved(name.trim() !== automation.name, { isDirty: () => name.trim() !== sent.current });
  const rename = useMutation({
    mutationFn: (to: string) => renameAutomation(automation.id, to),
    onSuccess: () => queries.invalidateQueries({ queryKey: automationsKey }),
    onError: () => {
      sent.current = automation.name;
    },
    meta: { failed: 'The name was not changed' },
  });
  const keep = () => {
    const typed = name.trim();
    if (typed === '') setName(sent.current);
    else if (typed !== sent.current) {
      sent.current = typed;
      rename.mutate(typed);
    }
  };
  return (
    <TextInput
      variant="unstyled"
      aria-label="Automation name"
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      classNames={{ root: classes.name ?? '', input: classes.nameInput ?? '' }}
    />
  );
}
