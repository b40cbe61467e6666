import { Text } from '@mantine/core';
import { nodeDefinitions } from '@perennial/domain/automation';
import classes from './Canvas.module.css';
import { useEditor } from './editor-context';
import { iconOf } from './icons';
import { familyNames, kindsBehind } from './kinds';

const groups = kindsBehind('');

/** Steps you can drag onto a connection. The + on a connection does the same by click and by keyboard. */
export function Palette() {
  const setDragging = useEditor((state) => state.setDragging);
  return (
    <aside className={classes.palette} aria-label="Steps you can drag onto a connection">
      {groups.map(({ family, kinds }) => (
        <div key={family}>
          <Text className={classes.family}>{familyNames[family]}</Text>
          {kinds.map((kind) => {
            const { label, icon, description } = nodeDefinitions[kind];
            const Icon = iconOf(icon);
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: only for the mouse; the + on a connection is the way for a keyboard
              <div
                key={kind}
                draggable
                title={description}
                className={classes.tool}
                data-family={family}
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
