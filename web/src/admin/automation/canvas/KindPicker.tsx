import { Text, TextInput, UnstyledButton } from '@mantine/core';
import { type NodeKind, nodeDefinitions } from '@perennial/domain/automation';
import { IconCornerDownLeft, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import classes from './Canvas.module.css';
import { iconOf } from './icons';
import { familyNames, kindsBehind } from './kinds';

/** Which step to add, found by typing; Enter takes the one that is marked, and the arrow keys mark another. */
export function KindPicker({ onPick }: { onPick: (kind: NodeKind) => void }) {
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const groups = kindsBehind(query);
  const all = groups.flatMap(({ kinds }) => kinds);
  const marked = all[place];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' && marked) onPick(marked);
    if (step === undefined || all.length === 0) return;
    event.preventDefault();
    setPlace((place + step + all.length) % all.length);
  };
  return (
    <div className={classes.picker}>
      <TextInput
        size="xs"
        aria-label="Find a step"
        placeholder="What happens next?"
        leftSection={<IconSearch size={14} />}
        value={query}
        data-autofocus
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      {groups.map(({ family, kinds }) => (
        <div key={family}>
          <Text className={classes.family}>{familyNames[family]}</Text>
          {kinds.map((kind) => {
            const { label, description, icon } = nodeDefinitions[kind];
            const Icon = iconOf(icon);
            return (
              <UnstyledButton
                key={kind}
                ref={kind === marked && place > 0 ? intoView : null}
                className={classes.choice}
                data-family={family}
                data-marked={kind === marked || undefined}
                onClick={() => onPick(kind)}
              >
                <span className={classes.icon}>
                  <Icon size={15} stroke={1.8} />
                </span>
                <span className={classes.choiceText}>
                  <Text size="sm" fw={500}>
                    {label}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {description}
                  </Text>
                </span>
                {kind === marked && <IconCornerDownLeft size={13} aria-label="Enter adds this step" />}
              </UnstyledButton>
            );
          })}
        </div>
      ))}
      {groups.length === 0 && (
        <Text size="sm" c="dimmed" p="xs">
          No steps found.
        </Text>
      )}
    </div>
  );
}

const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });
