import { useMemo } from 'react';
import { type Automation, allProblems, type CanvasProblem } from './automation';
import { useEditor } from './canvas/editor-context';

/** An issue, and the step that shows it. */
export type StepProblem = CanvasProblem & { readonly step: string | undefined };

/** Issues of the drawing, and those that only the server can find. */
export function useProblems(automation: Automation): readonly StepProblem[] {
  const { graph, issues } = useEditor((state) => state.checked);
  const found = automation.problems;
  return useMemo(() => {
    const known = new Set(graph.nodes.map(({ id }) => id));
    return allProblems(known, issues, found).map((problem) => {
      const step = problem.nodeId ?? problem.edge?.split(':')[0];
      return { ...problem, step: step !== undefined && known.has(step) ? step : undefined };
    });
  }, [graph, issues, found]);
}
