import { Popover } from '@mantine/core';
import type { PortRef } from '@perennial/domain';
import { IconPlus } from '@tabler/icons-react';
import { showFailure } from '../../../ui/feedback/toasts';
import classes from './Canvas.module.css';
import { useEditor, useEditorStore } from './editor-context';
import { addStep } from './editor-store';
import { KindPicker } from './KindPicker';

/** A place where a step can be added: by a click, or by dropping one from the palette. */
export function AddHere({ at, small = false }: { at: PortRef; small?: boolean }) {
  const store = useEditorStore();
  const open = useEditor(({ adding }) => adding?.nodeId === at.nodeId && adding.port === at.port);
  const awaited = useEditor(({ dragging }) => dragging !== null);
  const setAdding = useEditor((state) => state.setAdding);
  const add = (kind: Parameters<typeof addStep>[1]) => {
    const refused = store && addStep(store, kind, at);
    if (refused) showFailure(new Error(refused), refused);
  };
  return (
    <Popover opened={open} onChange={(now) => !now && setAdding(null)} position="right-start" trapFocus withinPortal shadow="lg">
      <Popover.Target>
        <button
          type="button"
          className={`${classes.add} nodrag nopan`}
          data-small={small || undefined}
          data-awaited={awaited || undefined}
          aria-label="Add a step here"
          onClick={() => setAdding(at)}
          onDragOver={(event) => {
            event.preventDefault();
            event.currentTarget.dataset.over = 'true';
          }}
          onDragLeave={(event) => {
            delete event.currentTarget.dataset.over;
          }}
          onDrop={(event) => {
            event.preventDefault();
            delete event.currentTarget.dataset.over;
            const kind = store?.getState().dragging;
            store?.getState().setDragging(null);
            if (kind) add(kind);
          }}
        >
          <IconPlus size={small ? 12 : 15} stroke={2.2} aria-hidden />
        </button>
      </Popover.Target>
      {open && (
        <Popover.Dropdown p="xs">
          <KindPicker onPick={add} />
        </Popover.Dropdown>
      )}
    </Popover>
  );
}
