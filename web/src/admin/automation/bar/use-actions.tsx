import { type Graph, triggerTypes } from '@perennial/domain/automation';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowBackUp,
  IconChartBar,
  IconCopy,
  IconDownload,
  IconHistory,
  IconHistoryToggle,
  IconLayoutGrid,
  IconPhoto,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconRoute,
  IconTrash,
  IconUserPlus,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { showDone, showUndo } from '../../../ui/feedback/toasts';
import {
  type Automation,
  duplicateAutomation,
  exportAutomation,
  pauseAutomation,
  restoreAutomation,
  resumeAutomation,
} from '../automation';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import { pausedInWords } from '../paused';
import { saveImage } from '../picture/save-image';
import { usePublishedGraph, useUnpublished } from '../publish/use-published';
import { replaceDraft } from '../versions/replace-draft';
import { saveFile } from './save-file';
import { type Asked, type Ending, insideOf, useEnding } from './use-ending';

/** An action on the whole automation. */
export interface Action {
  readonly label: string;
  readonly icon: ReactNode;
  readonly run: () => void;
  /** Where it leads, if it is a link. */
  readonly to?: string;
  readonly busy?: boolean;
  /** In the menu on a desktop too, because it is needed rarely. */
  readonly rare?: boolean;
}

/** Archiving and deleting, or bringing it back. */
const removal = ({ state }: Automation, onEnd: (ending: Ending) => void, onRestore: () => void): Action[] => [
  state === 'archived'
    ? { label: 'Restore from the archive', icon: <IconArchiveOff size={14} />, run: onRestore, rare: true }
    : { label: 'Archive', icon: <IconArchive size={14} />, run: () => onEnd('archive'), rare: true },
  { label: 'Delete', icon: <IconTrash size={14} />, run: () => onEnd('delete'), rare: true },
];

/** The actions besides publishing. */
export function useActions(
  automation: Automation,
  refresh: () => Promise<unknown>,
  /** Asks what happens to people in progress. */
  onEnd: (asked: Asked) => void,
): Action[] {
  const session = useEditorSession();
  const { autosave } = session;
  const empty = useEditor(({ graph }) => graph.nodes.length === 0);
  const takesPeople = useEditor(({ graph }) => triggerTypes(graph).includes('automation.requested'));
  const queries = useQueryClient();
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
  const download = useMutation({
    mutationFn: async () => {
      await autosave.flush();
      return exportAutomation(automation.id);
    },
    onSuccess: saveFile,
    meta: { failed: 'The automation was not exported' },
  });
  const compare = useMutation({
    mutationFn: () => autosave.flush(),
    onSuccess: () => navigate(`/automations/${automation.id}/history`),
    meta: { failed: 'The draft was not saved' },
  });
  const restore = useMutation({
    mutationFn: () => restoreAutomation(automation.id),
    onSuccess: refresh,
    meta: { failed: 'The automation was not restored' },
  });
  const end = useEnding(automation, refresh);
  const people = insideOf(automation);
  const endOrAsk = (ending: Ending) => (people === 0 ? end.mutate({ ending, people: 'continue' }) : onEnd(ending));
  const journeys = `/automations/${automation.id}/runs`;
  const results = `/automations/${automation.id}/results`;
  const versions = `/automations/${automation.id}/versions`;
  const add = `/automations/${automation.id}/add`;
  const published = usePublishedGraph(automation);
  const unpublished = useUnpublished(automation);
  const discard = (graph: Graph) =>
    replaceDraft(session, graph, `The draft is version ${automation.published?.number ?? ''} again, as it is published.`);
  const busy = turn.isPending;
  return [
    ...(placed ? [{ label: 'Tidy up', icon: <IconLayoutGrid size={14} />, run: tidy }] : []),
    { label: 'Journeys', icon: <IconRoute size={14} />, to: journeys, run: () => void navigate(journeys) },
    ...(automation.published
      ? [{ label: 'Results', icon: <IconChartBar size={14} />, to: results, run: () => void navigate(results), rare: true }]
      : []),
    ...(empty ? [] : [{ label: 'Preview', icon: <IconPlayerTrackNext size={14} />, run: () => setPreviewing(!previewing) }]),
    ...(takesPeople && automation.published
      ? [{ label: 'Add people', icon: <IconUserPlus size={14} />, to: add, run: () => void navigate(add), rare: true }]
      : []),
    ...(automation.state === 'active'
      ? [{ label: 'Pause', icon: <IconPlayerPause size={14} />, run: people === 0 ? pause : () => onEnd('pause'), busy }]
      : []),
    ...(automation.state === 'paused'
      ? [
          {
            label: 'Resume',
            icon: <IconPlayerPlay size={14} />,
            run: automation.heldSince ? () => onEnd('resume') : () => turn.mutate(true),
            busy,
          },
        ]
      : []),
    ...(automation.published
      ? [
          {
            label: 'Version history',
            icon: <IconHistory size={14} />,
            to: versions,
            run: () => void navigate(versions),
            rare: true,
          },
        ]
      : []),
    ...(automation.published && !empty
      ? [
          {
            label: 'Compare with past journeys',
            icon: <IconHistoryToggle size={14} />,
            run: () => compare.mutate(),
            rare: true,
          },
        ]
      : []),
    ...(published && unpublished
      ? [{ label: 'Discard changes', icon: <IconArrowBackUp size={14} />, run: () => discard(published), rare: true }]
      : []),
    { label: 'Duplicate', icon: <IconCopy size={14} />, run: () => duplicate.mutate(), rare: true },
    { label: 'Export', icon: <IconDownload size={14} />, run: () => download.mutate(), rare: true },
    ...(empty
      ? []
      : [
          {
            label: 'Save as image',
            icon: <IconPhoto size={14} />,
            run: () => saveImage(automation.name, session.store.getState().graph, queries),
            rare: true,
          },
        ]),
    ...(automation.published && people > 0
      ? [{ label: 'End all journeys', icon: <IconPlayerStop size={14} />, run: () => onEnd('stop'), rare: true }]
      : []),
    ...(automation.builtInKey === null ? removal(automation, endOrAsk, () => restore.mutate()) : []),
  ];
}
