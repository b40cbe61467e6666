import { IconCopy, IconLayoutGrid, IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext, IconRoute } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { showDone, showUndo } from '../../../ui/feedback/toasts';
import { type Automation, duplicateAutomation, pauseAutomation, resumeAutomation } from '../automation';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import { pausedInWords } from '../paused';

/** An action on the whole automation. */
export interface Action {
  readonly label: string;
  readonly icon: ReactNode;
  readonly run: () => void;
  /** Where it leads, if it is a link. */
  readonly to?: string;
  readonly busy?: boolean;
}

/** The actions besides publishing. */
export function useActions(automation: Automation, refresh: () => Promise<unknown>): Action[] {
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
