import type { PortRef } from '@perennial/domain/automation';
import { IconX } from '@tabler/icons-react';
import classes from './Canvas.module.css';
import { useEditor } from './editor-context';

/** Removes a connection. Shown for the one under the mouse or with keyboard focus. */
export function CutLink({ link, from }: { link: string; from: PortRef }) {
  const here = useEditor(({ hovered }) => hovered === link);
  const apply = useEditor((state) => state.apply);
  if (!here) return null;
  return (
    <button
      type="button"
      className={`${classes.cut} nodrag nopan`}
      aria-label="Remove this connection"
      title="Remove this connection"
      onClick={() => apply({ type: 'disconnect', from })}
    >
      <IconX size={11} stroke={2.2} aria-hidden />
    </button>
  );
}
