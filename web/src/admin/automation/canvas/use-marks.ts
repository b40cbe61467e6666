import { legalTargets } from '@perennial/domain/automation';
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useZone } from '../../../ui/values/Values';
import { type Automation, type PassagePeriod, usePassages, useStepCounts } from '../automation';
import { previewPath } from '../preview/preview';
import { useProblems } from '../problems';
import { useEditor } from './editor-context';
import type { Marks } from './flow-types';
import { passedIn } from './passed';

/** What the canvas and the list show besides the graph. */
export function useMarks(automation: Automation, period: PassagePeriod | null): Marks {
  const { graph, picked, moving, drawn, played, untouched } = useEditor(
    useShallow(({ graph, picked, moving, drawn, played, fresh }) => ({
      ...{ graph, picked, moving, drawn, played },
      untouched: fresh && fresh.edited.size === 0 ? fresh.nodeId : null,
    })),
  );
  const zone = useZone();
  const problems = useProblems(automation);
  const stepCounts = useStepCounts(automation.id, automation.published !== null).data;
  const byStep = useMemo(
    () => new Map(problems.flatMap(({ step, message }) => (step && step !== untouched ? [[step, message]] : []))),
    [problems, untouched],
  );
  const counts = useMemo(() => new Map(stepCounts?.map((here) => [here.nodeId, here])), [stepCounts]);
  const holds = useMemo(() => new Set(automation.holds.map(({ nodeId }) => nodeId)), [automation.holds]);
  const passages = usePassages(automation.id, period !== null).data;
  const passed = useMemo(() => (period && passages ? passedIn(passages, period) : undefined), [passages, period]);
  const path = useMemo(() => (played ? previewPath(graph, played.steps, zone) : undefined), [graph, played, zone]);
  const legal = useMemo(
    () => (drawn ? { source: drawn.nodeId, targets: new Set(legalTargets(graph, drawn)) } : undefined),
    [graph, drawn],
  );
  const shown = { picked, moving, problems: byStep, counts, holds };
  return { ...shown, ...(passed && { passed }), ...(path && { path }), ...(legal && { legal }) };
}
