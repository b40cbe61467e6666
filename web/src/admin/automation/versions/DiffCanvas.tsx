import { SegmentedControl } from '@mantine/core';
import type { Graph, GraphDiff } from '@perennial/domain/automation';
import { type ComponentProps, useMemo } from 'react';
import { RunCanvas } from '../runs/RunCanvas';
import { useRecordNames } from '../use-record-names';
import { marksOf } from './compared';
import classes from './Versions.module.css';

/** The earlier or the later of two graphs. */
export type Side = 'before' | 'after';

interface DiffCanvasProps {
  /** Null if there is nothing to compare with. */
  readonly before: Graph | null;
  readonly after: Graph;
  readonly diff: GraphDiff;
  readonly side: Side;
  readonly labels: Readonly<Record<Side, string>>;
  readonly picked: readonly string[];
  readonly onSide: (side: Side) => void;
  readonly onPick: ComponentProps<typeof RunCanvas>['onPick'];
}

/** One of two graphs on a read-only canvas, with marks on the cards that differ. */
export function DiffCanvas({ before, after, diff, side, labels, picked, onSide, onPick }: DiffCanvasProps) {
  const graph = side === 'before' && before ? before : after;
  const names = useRecordNames(graph.nodes);
  const changes = useMemo(() => (before ? marksOf(diff, graph) : undefined), [before, diff, graph]);
  const marks = useMemo(() => ({ picked, ...(changes && { changes }) }), [picked, changes]);
  return (
    <>
      {before && (
        <SegmentedControl
          className={classes.switch ?? ''}
          aria-label="Version on the canvas"
          size="xs"
          value={side}
          onChange={(value) => onSide(value === 'before' ? 'before' : 'after')}
          data={[
            { value: 'before', label: labels.before },
            { value: 'after', label: labels.after },
          ]}
        />
      )}
      <RunCanvas key={side} graph={graph} names={names} marks={marks} onPick={onPick} />
    </>
  );
}
