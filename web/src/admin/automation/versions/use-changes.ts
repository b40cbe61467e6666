import { type ChangeText, describeDiff, diffGraphs, type Graph, type GraphDiff } from '@perennial/domain/automation';
import { useMemo } from 'react';
import { useRecordNames } from '../use-record-names';

/** What differs between two graphs, with a sentence for each change. */
export interface Changes {
  readonly diff: GraphDiff;
  readonly texts: readonly ChangeText[];
}

/** The changes from one graph to another, in the words of their cards. */
export function useChanges(before: Graph, after: Graph): Changes {
  const steps = useMemo(() => [...before.nodes, ...after.nodes], [before, after]);
  const names = useRecordNames(steps);
  return useMemo(() => {
    const diff = diffGraphs(before, after);
    return { diff, texts: describeDiff(diff, before, after, names) };
  }, [before, after, names]);
}
