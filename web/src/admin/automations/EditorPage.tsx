import { Center, Loader } from '@mantine/core';
import { useDisclosure, useDocumentTitle, useHotkeys } from '@mantine/hooks';
import { type Graph, validateGraph } from '@perennial/domain';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { useStore } from 'zustand';
import { ErrorState } from '../../ui/feedback/States';
import { showFailure } from '../../ui/feedback/toasts';
import { useZone } from '../../ui/values/Values';
import { type Automation, useAutomation } from './automation';
import { EditorContext, MarksContext, NamesContext } from './canvas/editor-context';
import { createEditorStore } from './canvas/editor-store';
import { FlowCanvas } from './canvas/FlowCanvas';
import { toFlow } from './canvas/flow';
import { Palette } from './canvas/Palette';
import classes from './Editor.module.css';
import { EditorBar } from './EditorBar';
import { EmptyCanvas } from './EmptyCanvas';
import { AutomationPanel } from './panel/AutomationPanel';
import { useRecordNames } from './panel/records';
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
  const [store] = useState(() => createEditorStore(automation.draft));
  const graph = useStore(store, (state) => state.graph);
  const selected = useStore(store, (state) => state.selected);
  const names = useRecordNames();
  const flow = useMemo(() => toFlow(graph, names, true), [graph, names]);
  const problems = useMemo(() => validateGraph(graph), [graph]);
  const [previewing, preview] = useDisclosure();
  const [played, setPlayed] = useState<Simulation | null>(null);
  const zone = useZone();
  const marks = useMemo(
    () => ({
      problems: problemsByStep(graph, problems),
      ...(played && { path: previewPath(graph, played.steps, zone) }),
    }),
    [graph, problems, played, zone],
  );
  const saving = useAutosave(store, automation);
  const { apply, select } = store.getState();
  const history = store.temporal.getState();
  const removeSelected = () => {
    const chosen = store.getState().selected;
    if (chosen) apply({ type: 'removeNode', nodeId: chosen });
  };
  useHotkeys([
    ['mod+Z', () => history.undo()],
    ['mod+shift+Z', () => history.redo()],
    ['mod+Y', () => history.redo()],
    ['mod+S', () => void saving.save()],
    ['Delete', removeSelected],
    ['Backspace', removeSelected],
    ['Escape', () => select(null)],
  ]);
  return (
    <EditorContext value={store}>
      <NamesContext value={names}>
        <MarksContext value={marks}>
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
                  <EmptyCanvas />
                ) : (
                  <FlowCanvas
                    flow={flow}
                    selected={selected}
                    onSelect={select}
                    onMove={(nodeId, position) => apply({ type: 'moveNode', nodeId, position })}
                    onConnect={({ source, sourceHandle, target }) => {
                      const from = { nodeId: source, port: sourceHandle ?? 'next' };
                      const refused = apply({ type: 'connect', from, target });
                      if (refused) showFailure(new Error(refused), refused);
                    }}
                  />
                )}
              </div>
              {graph.nodes.length > 0 && (
                <aside className={classes.side} data-open={selected || previewing ? true : undefined}>
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
                  ) : (
                    <AutomationPanel problems={problems} />
                  )}
                </aside>
              )}
            </div>
          </div>
        </MarksContext>
      </NamesContext>
    </EditorContext>
  );
}

function problemsByStep(graph: Graph, problems: ReturnType<typeof validateGraph>): ReadonlyMap<string, string> {
  const known = new Set(graph.nodes.map(({ id }) => id));
  return new Map(
    problems.flatMap(({ nodeId, edge, message }) => {
      const step = nodeId ?? edge?.split(':')[0];
      return step !== undefined && known.has(step) ? [[step, message] as const] : [];
    }),
  );
}
