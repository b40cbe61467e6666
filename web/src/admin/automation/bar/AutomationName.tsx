import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useUnsaved } from '../../../ui/forms/use-unsaved';
import { type Automation, automationsKey, renameAutomation } from '../automation';
import classes from '../Editor.module.css';

/** The name of the automation, saved when its field is left. */
export function AutomationName({ automation }: { automation: Automation }) {
  const queries = useQueryClient();
  const [name, setName] = useState(automation.name);
  // Stored, or being saved.
  const sent = useRef(automation.name);
  // Another name arrived, and nobody is editing it here.
  useEffect(() => {
    setName((now) => (now === sent.current ? automation.name : now));
    sent.current = automation.name;
  }, [automation.name]);
  useUnsaved(name.trim() !== automation.name, { isDirty: () => name.trim() !== sent.current });
  const rename = useMutation({
    mutationFn: (to: string) => renameAutomation(automation.id, to),
    onSuccess: () => queries.invalidateQueries({ queryKey: automationsKey }),
    onError: () => {
      sent.current = automation.name;
    },
    meta: { failed: 'The name was not changed' },
  });
  const keep = () => {
    const typed = name.trim();
    if (typed === '') setName(sent.current);
    else if (typed !== sent.current) {
      sent.current = typed;
      rename.mutate(typed);
    }
  };
  return (
    <TextInput
      variant="unstyled"
      aria-label="Automation name"
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      classNames={{ root: classes.name ?? '', input: classes.nameInput ?? '' }}
    />
  );
}
