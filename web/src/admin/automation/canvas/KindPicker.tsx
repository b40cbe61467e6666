import { Text, TextInput, UnstyledButton } from '@mantine/core';
import { type NodeKind, nodeDefinitions } from '@perennial/domain/automation';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './Canvas.module.css';
import { iconOf } from './icons';
import { familyNames, kindsBehind } from './kinds';

/** Which step to add, found by typing; Enter takes the first. */
export function KindPicker({ onPick }: { onPick: (kind: NodeKind) => void }) {
  const [words, setWords] = useState('');
  const groups = kindsBehind(words);
  const first = groups[0]?.kinds[0];
  return (
    <div className={classes.picker}>
      <TextInput
        size="xs"
        aria-label="Find a step"
        placeholder="What happens next?"
        leftSection={<IconSearch size={14} />}
        value={words}
        data-autofocus
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && first && onPick(first)}
      />
      {groups.map(({ family, kinds }) => (
        <div key={family}>
          <Text className={classes.family}>{familyNames[family]}</Text>
          {kinds.map((kind) => {
            const { label, description, icon } = nodeDefinitions[kind];
            const Icon = iconOf(icon);
            return (
              <UnstyledButton key={kind} className={classes.choice} data-family={family} onClick={() => onPick(kind)}>
                <span className={classes.icon}>
                  <Icon size={15} stroke={1.8} />
                </span>
                <span>
                  <Text size="sm" fw={500}>
                    {label}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {description}
                  </Text>
                </span>
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
