import { Menu, Portal, UnstyledButton } from '@mantine/core';
import { findNode, fragmentFromText } from '@perennial/domain/automation';
import { IconClipboard, IconCopy, IconCopyPlus, IconCut, IconLayoutGrid, IconNotes, IconTrash } from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import type { ReactNode } from 'react';
import { addNote } from './AddNote';
import { clipboardOf } from './clipboard';
import { duplicateStep } from './duplicate';
import { useEditor, useEditorSession } from './editor-context';
import { showRefusal } from './refusal';

interface Action {
  readonly label: string;
  readonly icon: ReactNode;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly run: () => void;
}

const size = 15;

/** The menu of a right click, or of the menu key: for what is selected, or for the place that was clicked. */
export function CanvasMenu() {
  const menu = useEditor((state) => state.menu);
  const picked = useEditor((state) => state.picked);
  const setMenu = useEditor((state) => state.setMenu);
  const ofSelection = useSelectionActions();
  const ofPlace = usePlaceActions(menu);
  if (!menu) return null;
  return (
    <Portal>
      <Menu opened onChange={(opened) => !opened && setMenu(null)} position="bottom-start" offset={0} shadow="lg" width={210}>
        <Menu.Target>
          <UnstyledButton
            tabIndex={-1}
            aria-label="What can be done here"
            style={{ position: 'fixed', left: menu.x, top: menu.y }}
          />
        </Menu.Target>
        <Menu.Dropdown>
          {(picked.length > 0 ? ofSelection : ofPlace).map(({ label, icon, keys, run }) => (
            <Menu.Item
              key={label}
              leftSection={icon}
              {...(keys && { rightSection: <kbd aria-hidden>{keys}</kbd> })}
              onClick={run}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Portal>
  );
}

function useSelectionActions(): Action[] {
  const { store } = useEditorSession();
  const clipboard = clipboardOf(store);
  const only = useEditor(({ graph, picked }) => (picked.length === 1 ? findNode(graph, picked[0] ?? '') : undefined));
  const duplicate: Action = {
    label: 'Duplicate',
    icon: <IconCopyPlus size={size} />,
    run: () => only && duplicateStep(store, only.id),
  };
  const cut = () => {
    clipboard.copy();
    clipboard.remove();
  };
  return [
    { label: 'Copy', icon: <IconCopy size={size} />, keys: 'Ctrl+C', run: clipboard.copy },
    { label: 'Cut', icon: <IconCut size={size} />, keys: 'Ctrl+X', run: cut },
    ...(only ? [duplicate] : []),
    { label: 'Remove', icon: <IconTrash size={size} />, keys: 'Delete', run: clipboard.remove },
  ];
}

function usePlaceActions(menu: { readonly x: number; readonly y: number } | null): Action[] {
  const { store } = useEditorSession();
  const { screenToFlowPosition } = useReactFlow();
  const place = () => screenToFlowPosition(menu ?? { x: 0, y: 0 });
  const paste = (at: { readonly x: number; readonly y: number }) =>
    navigator.clipboard.readText().then(
      (text) => {
        const fragment = fragmentFromText(text);
        if (fragment) clipboardOf(store).paste(fragment, at);
        else showRefusal('Copy one or more steps first, here or in another automation.');
      },
      () => showRefusal('The browser does not allow this. Press Ctrl+V (⌘V) instead.'),
    );
  return [
    {
      label: 'Paste here',
      icon: <IconClipboard size={size} />,
      keys: 'Ctrl+V',
      run: () => void paste(place()),
    },
    { label: 'Add a note here', icon: <IconNotes size={size} />, run: () => addNote(store, place()) },
    { label: 'Tidy up', icon: <IconLayoutGrid size={size} />, run: () => store.getState().tidy() },
  ];
}
