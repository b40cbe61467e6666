import { Popover } from '@mantine/core';
import type { NodeKind } from '@perennial/domain/automation';
import { IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import classes from './Canvas.module.css';
import { useEditor, useEditorSession } from './editor-context';
import { addStep } from './editor-store';
import { KindPicker } from './KindPicker';
import { showRefusal } from './refusal';

/** On a phone there is no room beside the +. */
const besideOrOver = { flip: true, shift: { crossAxis: true, padding: 8 } };

interface AddHereProps {
  readonly nodeId: string;
  readonly port: string;
  readonly small?: boolean;
  /** Written beside the +, with which step it adds to. */
  readonly text?: { readonly shown: string; readonly label: string };
}

/** A place where a step can be added: by a click, or by dropping one from the palette near it. */
export function AddHere({ nodeId, port, small = false, text }: AddHereProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { store } = useEditorSession();
  const open = useEditor(({ adding }) => adding?.nodeId === nodeId && adding.port === port);
  const aimed = useEditor(({ aim }) => aim?.nodeId === nodeId && aim.port === port);
  const { setAdding } = store.getState();
  const add = (kind: NodeKind) => showRefusal(addStep(store, kind, { nodeId, port }));
  const close = () => {
    setAdding(null);
    button.current?.focus();
  };
  const place = (
    <>
      <button
        ref={button}
        type="button"
        className={`${text ? classes.addText : classes.add} nodrag nopan`}
        data-small={small || undefined}
        data-over={aimed || undefined}
        aria-label={text?.label ?? 'Add a step here'}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setAdding({ nodeId, port })}
      >
        <IconPlus size={small ? 12 : 15} stroke={2.2} aria-hidden />
        {text?.shown}
      </button>
      {/* A large canvas has hundreds of these places; only the open one has a popover. */}
      {open && (
        <Popover
          opened
          onChange={(now) => !now && close()}
          position={text ? 'bottom-start' : 'right-start'}
          middlewares={besideOrOver}
          trapFocus
          withinPortal
          // The button has the roles; the anchor is only a place.
          withRoles={false}
          shadow="lg"
        >
          <Popover.Target>
            <span className={classes.addAnchor} />
          </Popover.Target>
          <Popover.Dropdown p="xs" role="dialog" aria-label="Add a step">
            <KindPicker onPick={add} />
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
  return text ? <span className={classes.addPlace}>{place}</span> : place;
}
