import { noteSizes } from '@perennial/domain/automation';
import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo } from 'react';
import classes from './Canvas.module.css';
import { useEditorStore } from './editor-context';
import type { NoteNode } from './flow-types';

const { width, height } = noteSizes;

/** A note for staff. Its text is edited in the panel. */
export const NoteCard = memo(function NoteCard({ data: { text, colour }, selected }: NodeProps<NoteNode>) {
  const editable = useEditorStore() !== null;
  return (
    <>
      {editable && selected && (
        <NodeResizer minWidth={width.min} maxWidth={width.max} minHeight={height.min} maxHeight={height.max} />
      )}
      <div className={classes.note} data-colour={colour} data-selected={selected || undefined}>
        {text || <span className={classes.noText}>Empty note</span>}
      </div>
    </>
  );
});
