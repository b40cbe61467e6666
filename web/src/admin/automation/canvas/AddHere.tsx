import { Popover } from '@mantine/core';
import type { PortRef } from '@perennial/domain/automation';
import { IconPlus } from '@tabler/icons-react';
import classes from './Canvas.module.css';
import { useEditor } from './editor-context';
import { KindPicker } from './KindPicker';
import { useDropStep } from './use-drop-step';

/** A place where a step can be added: by a click, or by dropping one from the palette. */
export function AddHere({ at, small = false }: { at: PortRef; small?: boolean }) {
  const open = useEditor(({ adding }) => adding?.nodeId === at.nodeId && adding.port === at.port);
  const setAdding = useEditor((state) => state.setAdding);
  const { awaited, add, handlers } = useDropStep(at);
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
          {...handlers}
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
