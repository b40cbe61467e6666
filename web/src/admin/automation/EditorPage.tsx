import { Center, Loader } from '@mantine/core';
import { useDisclosure, useDocumentTitle, useHotkeys } from '@mantine/hooks';
import { findNode, type Graph, legalTargets, type PortRef, refuseConnection } from '@perennial/domain/automation';
import { useEffect, useMemo, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useStore } from 'zustand';
import { ErrorState } from '../../ui/feedback/States';
import { showFailure } from '../../ui/feedback/toasts';
import { useZone } from '../../ui/values/Values';
import { type Automation, allProblems, type CanvasProblem, useAutomation, useStanding } from './automation';
import { EditorContext, LeaveContext, MarksContext, NamesContext } from './canvas/editor-context';
import { createEditorStore, newStep } from './canvas/editor-store';
import { FlowCanvas, type Wiring } from './canvas/FlowCanvas';
import { cardSize, toFlow } from './canvas/flow';
import { Palette } from './canvas/Palette';
import { PasteAnywhere, PasteInView } from './canvas/Paste';
import { useClipboard } from './canvas/use-clipboard';
import classes from './Editor.module.css';
import { EditorBar } from './EditorBar';
import { EmptyCanvas } from './EmptyCanvas';
import { AutomationPanel } from './panel/AutomationPanel';
import { useRecordNames } from './panel/records';
import { SelectionPanel } from './panel/SelectionPanel';
import { StepPanel } from './panel/StepPanel';
import { PreviewPanel } from './preview/PreviewPanel';
import { previewPath, type Simulation } from './preview/preview';
import { useAutosave } from './use-autosave';

/** The canvas of one automation. */
export function EditorPage() {
  const { id = '' } = useParams();
  const automation = useAutomation(id);
  const [attempt, setAttempt] = useState(0);
  if (automation.isError && !automation.data) {
    return (
      <div className={classes.alone}>
        <ErrorState
          error={automation.error}
          what="The automation could not be opened"
          onRetry={() => void automation.refetch()}
        />
      </div>
    );
  }
  if (!automation.data) {
    return (
      <Center h="100dvh" role="status" aria-label="Loading">
        <Loader size="sm" />
      </Center>
    );
  }
  const reload = async () => {
    await automation.refetch();
    setAttempt(attempt + 1);
  };
  return <Editor key={`${id}:${attempt}`} automation={automation.data} onReload={reload} />;
}

function Editor({ automation, onReload }: { automation: Automation; onReload: () => Promise<void> }) {
  useDocumentTitle(automation.name);
  const [search, setSearch] = useSearchParams();
  const [store] = useState(() => {
    const made = createEditorStore(automation.draft);
    const step = search.get('step');
    if (step && findNode(automation.draft, step)) made.getState().select(step);
    return made;
  });
  const graph = useStore(store, (state) => state.graph);
  const selected = useStore(store, (state) => state.selected);
  const picked = useStore(store, (state) => state.picked);
  const names = useRecordNames();
  const flow = useMemo(() => toFlow(graph, names, true), [graph, names]);
  useEffect(() => {
    // A link to this page, and the way back to it, open the same step.
    setSearch(
      (now) => {
        if (selected) now.set('step', selected);
        else now.delete('step');
        return now;
      },
      { replace: true },
    );
  }, [selected, setSearch]);
  const problems = useMemo(() => allProblems(graph, automation.problems), [graph, automation.problems]);
  const standing = useStanding(automation.id, automation.published !== null);
  const [drawn, setDrawn] = useState<PortRef | null>(null);
  const [previewing, preview] = useDisclosure();
  const [played, setPlayed] = useState<Simulation | null>(null);
  const zone = useZone();
  const marks = useMemo(
    () => ({
      problems: problemsByStep(graph, problems),
      ...(played && { path: previewPath(graph, played.steps, zone) }),
      ...(standing.data && {
        standing: {
          at: new Map(standing.data.map(({ nodeId, ...here }) => [nodeId, here])),
          listOf: (nodeId: string) => `/automations/${automation.id}/runs?${new URLSearchParams({ step: nodeId })}`,
        },
      }),
      ...(drawn && { legal: legalFrom(graph, drawn) }),
    }),
    [graph, problems, played, zone, standing.data, drawn, automation.id],
  );
  const saving = useAutosave(store, automation);
  const { apply, applyAll, select, pick } = store.getState();
  const history = store.temporal.getState();
  const told = (refused: string | null) => refused && showFailure(new Error(refused), refused);
  const wiring: Wiring = {
    onTake: (nodeId) => store.getState().setCarrying(isLoose(graph, nodeId)),
    onMove: (moved, onto) => {
      store.getState().setCarrying(false);
      const [first] = moved;
      if (first && onto && onto.nodeId !== first.id && isLoose(graph, first.id))
        told(apply({ type: 'insertNode', nodeId: first.id, after: onto }));
      else applyAll(moved.map(({ id, position }) => ({ type: 'moveNode', nodeId: id, position })));
    },
    onConnect: (from, target) => told(apply({ type: 'connect', from, target })),
    onDisconnect: (from) => told(apply({ type: 'disconnect', from })),
    onDraw: setDrawn,
    onOpenEnd: (from) => store.getState().setAdding(from),
    mayConnect: (from, target) => refuseConnection(store.getState().graph, from, target) === null,
    onDropAt: (position) => {
      const { dragging, setDragging } = store.getState();
      setDragging(null);
      if (!dragging) return;
      const node = newStep(dragging);
      told(apply({ type: 'addNode', node: { ...node, position: dropped(position) } }));
      select(node.id);
    },
  };
  const leave = useMemo(
    () => ({ automationId: automation.id, automationName: automation.name, flush: saving.flush }),
    [automation.id, automation.name, saving.flush],
  );
  const clipboard = useClipboard(store, flow);
  const onCanvas = (work: () => void) => (event: KeyboardEvent) => {
    // A key pressed in the panel or in a dialog is meant for what is there.
    if (!isIn(event, 'aside, [role="dialog"]')) work();
  };
  useHotkeys([
    ['mod+Z', () => history.undo()],
    ['mod+shift+Z', () => history.redo()],
    ['mod+Y', () => history.redo()],
    ['mod+S', () => void saving.save()],
    ['Delete', onCanvas(clipboard.remove)],
    ['Backspace', onCanvas(clipboard.remove)],
    ['mod+A', onCanvas(() => pick(store.getState().graph.nodes.map(({ id }) => id)))],
    // A dialog or a picker that lies above closes alone.
    ['Escape', (event) => !isIn(event, '[role="dialog"]') && select(null)],
  ]);
  return (
    <EditorContext value={store}>
      <NamesContext value={names}>
        <MarksContext value={marks}>
          <LeaveContext value={leave}>
            <div className={classes.editor}>
              <EditorBar
                automation={automation}
                problems={problems.length}
                saving={saving}
                onReload={onReload}
                onPreview={graph.nodes.length > 0 ? preview.toggle : undefined}
              />
              <div className={classes.body}>
                {graph.nodes.length > 0 && <Palette />}
                <div className={classes.canvas}>
                  {graph.nodes.length === 0 ? (
                    <>
                      <EmptyCanvas />
                      <PasteAnywhere paste={clipboard.paste} />
                    </>
                  ) : (
                    <FlowCanvas flow={flow} picked={picked} onPick={pick} wiring={wiring}>
                      <PasteInView paste={clipboard.paste} />
                    </FlowCanvas>
                  )}
                </div>
                {graph.nodes.length > 0 && (
                  <aside className={classes.side} data-open={picked.length > 0 || previewing ? true : undefined}>
                    {previewing ? (
                      <PreviewPanel
                        id={automation.id}
                        graph={graph}
                        selected={selected}
                        onSelect={select}
                        onPlayed={setPlayed}
                        onClose={preview.close}
                      />
                    ) : selected ? (
                      <StepPanel problems={problems} />
                    ) : picked.length > 1 ? (
                      <SelectionPanel clipboard={clipboard} />
                    ) : (
                      <AutomationPanel automation={automation} problems={problems} />
                    )}
                  </aside>
                )}
              </div>
            </div>
          </LeaveContext>
        </MarksContext>
      </NamesContext>
    </EditorContext>
  );
}

function problemsByStep(graph: Graph, problems: readonly CanvasProblem[]): ReadonlyMap<string, string> {
  const known = new Set(graph.nodes.map(({ id }) => id));
  return new Map(
    problems.flatMap(({ nodeId, edge, message }) => {
      const step = nodeId ?? edge?.split(':')[0];
      return step !== undefined && known.has(step) ? [[step, message] as const] : [];
    }),
  );
}

function legalFrom(graph: Graph, from: PortRef) {
  const targets = new Set(legalTargets(graph, from));
  return { source: from.nodeId, has: (nodeId: string) => targets.has(nodeId) };
}

const isIn = ({ target }: KeyboardEvent, place: string): boolean => target instanceof Element && target.closest(place) !== null;

/** Whether a card could still be put on a connection. */
const isLoose = (graph: Graph, nodeId: string): boolean =>
  findNode(graph, nodeId)?.kind !== 'trigger' &&
  graph.edges.every(({ source, target }) => source !== nodeId && target !== nodeId);

/** A card lies where it was let go, not beside it. */
const dropped = ({ x, y }: { x: number; y: number }) => ({
  x: Math.round(x - cardSize.width / 2),
  y: Math.round(y - cardSize.height / 2),
});
