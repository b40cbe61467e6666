import { Popover } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import classes from './Canvas.module.css';
import { useEditor } from './editor-context';
import { KindPicker } from './KindPicker';
import { useDropStep } from './use-drop-step';

interface AddHereProps {
  readonly nodeId: string;
  readonly port: string;
  readonly small?: boolean;
}

/** A place where a step can be added: by a click, or by dropping one from the palette. */
export function AddHere({ nodeId, port, small = false }: AddHereProps) {
  const button = useRef<HTMLButtonElement>(null);
  const open = useEditor(({ adding }) => adding?.nodeId === nodeId && adding.port === port);
  const setAdding = useEditor((state) => state.setAdding);
  const { add, handlers } = useDropStep(nodeId, port);
  const close = () => {
    setAdding(null);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`${classes.add} nodrag nopan`}
        data-small={small || undefined}
        aria-label="Add a step here"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setAdding({ nodeId, port })}
        {...handlers}
      >
        <IconPlus size={small ? 12 : 15} stroke={2.2} aria-hidden />
      </button>
      {/* A large canvas has hundreds of these places; only the open one has a popover. */}
      {open && (
        <Popover opened onChange={(now) => !now && close()} position="right-start" trapFocus withinPortal shadow="lg">
          <Popover.Target>
            <span className={classes.addAnchor} />
          </Popover.Target>
          <Popover.Dropdown p="xs" aria-label="Add a step">
            <KindPicker onPick={add} />
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
}
