import { Text } from '@mantine/core';
import { type NodeKind, nodeDefinitions } from '@perennial/domain/automation';
import classes from './Canvas.module.css';
import { useEditorSession } from './editor-context';
import { addStep } from './editor-store';
import { iconOf } from './icons';
import { familyNames, kindsBehind } from './kinds';
import { placeToAdd } from './place-to-add';
import { showRefusal } from './refusal';

const groups = kindsBehind('');

/** Steps to add: a click adds one after the selected step, and one can be dragged onto a connection. */
export function Palette() {
  const { store } = useEditorSession();
  const { setDragging } = store.getState();
  const add = (kind: NodeKind) => {
    const { graph, selected } = store.getState();
    showRefusal(addStep(store, kind, placeToAdd(graph, selected) ?? undefined));
  };
  return (
    <aside className={classes.palette} aria-label="Steps to add">
      {groups.map(({ family, kinds }) => (
        <div key={family}>
          <Text className={classes.family}>{familyNames[family]}</Text>
          {kinds.map((kind) => {
            const { label, icon, description } = nodeDefinitions[kind];
            const Icon = iconOf(icon);
            return (
              // biome-ignore lint/a11y/useSemanticElements: Firefox does not drag a button element
              <div
                key={kind}
                role="button"
                tabIndex={0}
                draggable
                title={description}
                className={classes.tool}
                data-family={family}
                onClick={() => add(kind)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  event.preventDefault();
                  add(kind);
                }}
                onDragStart={(event) => {
                  event.dataTransfer.setData('text/plain', label);
                  event.dataTransfer.effectAllowed = 'copy';
                  setDragging(kind);
                }}
                onDragEnd={() => setDragging(null)}
              >
                <span className={classes.icon}>
                  <Icon size={15} stroke={1.8} />
                </span>
                {label}
              </div>
            );
          })}
        </div>
      ))}
    </aside>
  );
}
