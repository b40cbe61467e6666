import type { StepGroup } from '@perennial/domain/automation';
import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import classes from './Canvas.module.css';
import { useEditorStore } from './editor-context';
import type { FlowNode } from './flow-types';
import { framesOf } from './frames';

interface GroupFramesProps {
  readonly groups: readonly StepGroup[];
  readonly nodes: readonly FlowNode[];
}

/** A frame with a name around the steps of each group. A click on the name selects the steps, so that they are dragged together. */
export const GroupFrames = memo(function GroupFrames({ groups, nodes }: GroupFramesProps) {
  const store = useEditorStore();
  if (groups.length === 0) return null;
  return (
    <ViewportPortal>
      {framesOf(groups, nodes).map(({ group, x, y, width, height }) => {
        const name = group.name || 'Group';
        const count = group.steps.length;
        return (
          <div key={group.id}>
            <div className={classes.frame} style={{ transform: `translate(${x}px, ${y}px)`, width, height }} />
            <div className={classes.frameName} style={{ transform: `translate(${x}px, ${y}px)` }}>
              {store ? (
                <button
                  type="button"
                  className="nodrag nopan"
                  aria-label={`Group ${name}. Select its ${count} steps`}
                  onClick={() => store.getState().pick(group.steps)}
                >
                  {name}
                </button>
              ) : (
                <span>{name}</span>
              )}
            </div>
          </div>
        );
      })}
    </ViewportPortal>
  );
});
