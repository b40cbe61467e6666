import { Box, Button, Paper, Text } from '@mantine/core';
import type { Condition } from '@perennial/domain/conditions';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useSearchParams } from 'react-router';
import { filterName, writeFilter } from '../../ui/list/filter-link';
import { ConditionField } from '../conditions/ConditionField';
import { isComplete, readFilter } from './contact-filter';
import { SaveAsSegment } from './segments/SaveAsSegment';
import { peopleScope, useSentence } from './segments/WhoMeets';

/** The filter in the address, and how to change it. The search and the order stay. */
export function useContactFilter(): readonly [Condition, (condition: Condition) => void] {
  const [search, setSearch] = useSearchParams();
  const change = (condition: Condition) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        const text = writeFilter(condition);
        if (text) next.set(filterName, text);
        else next.delete(filterName);
        next.delete('page');
        return next;
      },
      { replace: true },
    );
  return [readFilter(search.get(filterName)), change];
}

/** Opens the filter, describes it, and removes it. */
export function ContactFilter() {
  const [applied, apply] = useContactFilter();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const active = applied.tests.length > 0;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFilter size={15} />}
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        Filter
      </Button>
      {active && <AppliedFilter condition={applied} onRemove={() => apply({ match: 'all', tests: [] })} />}
      {active && <SaveAsSegment condition={applied} />}
      {open && (
        <Box id={panel} w="100%">
          <Paper withBorder p="sm" maw={560} radius="md">
            <FilterForm applied={applied} onApply={apply} />
          </Paper>
        </Box>
      )}
    </>
  );
}

function AppliedFilter({ condition, onRemove }: { condition: Condition; onRemove: () => void }) {
  const text = useSentence(condition);
  return (
    <Button
      variant="light"
      rightSection={<IconX size={14} aria-hidden />}
      aria-label={`Remove the filter: ${text}`}
      onClick={onRemove}
      maw="100%"
      title={text}
    >
      {text}
    </Button>
  );
}

/** Applies the filter whenever every comparison is filled in; until then the list keeps the previous filter. */
function FilterForm({ applied, onApply }: { applied: Condition; onApply: (condition: Condition) => void }) {
  const [draft, setDraft] = useState({ condition: applied, of: writeFilter(applied) });
  // The address may change without this form: by its back button, or by the button that removes the filter.
  const shown = draft.of === writeFilter(applied) ? draft.condition : applied;
  const change = (value: unknown) => {
    const condition = value as Condition;
    const complete = isComplete(condition);
    setDraft({ condition, of: writeFilter(complete ? condition : applied) });
    if (complete) onApply(condition);
  };
  return (
    <Box>
      <ConditionField
        label="Show contacts who meet"
        description={undefined}
        error={undefined}
        value={shown}
        onChange={change}
        scope={peopleScope}
      />
      {!isComplete(shown) && (
        <Text size="sm" c="dimmed" mt="xs" role="status">
          Fill in every condition to apply the filter.
        </Text>
      )}
    </Box>
  );
}
