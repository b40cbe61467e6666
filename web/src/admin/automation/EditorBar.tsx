import { ActionIcon, Anchor, Group, Text } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Automation, automationKey, automationsKey } from './automation';
import { Actions } from './bar/Actions';
import { AutomationName } from './bar/AutomationName';
import { Publish } from './bar/Publish';
import { SaveStatus } from './bar/SaveStatus';
import { UndoRedo } from './bar/UndoRedo';
import classes from './Editor.module.css';
import { ViewSwitch } from './list/ViewSwitch';
import { useUnpublished } from './publish/use-published';
import { StateBadge } from './StateBadge';
import type { EditorView } from './view';

interface EditorBarProps {
  readonly automation: Automation;
  readonly onReload: () => Promise<void>;
  /** Null before there is a step. */
  readonly view: EditorView | null;
  readonly onView: (view: EditorView) => void;
}

/** Says that people do not follow what is drawn yet. */
function Unpublished({ automation }: { automation: Automation }) {
  if (!useUnpublished(automation)) return null;
  return (
    <Text size="xs" fw={500} c="var(--mantine-color-yellow-light-color)" style={{ whiteSpace: 'nowrap' }}>
      Unpublished changes
    </Text>
  );
}

/** Name, state and actions of the automation. */
export function EditorBar({ automation, onReload, view, onView }: EditorBarProps) {
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: automationKey(automation.id) }),
      queries.invalidateQueries({ queryKey: automationsKey }),
    ]);
  return (
    <header className={classes.bar}>
      <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
        <ActionIcon
          component={Link}
          to="/automations"
          variant="subtle"
          color="gray"
          hiddenFrom="sm"
          aria-label="Back to automations"
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <Anchor component={Link} to="/automations" size="sm" c="dimmed" visibleFrom="sm">
          Automations
        </Anchor>
        <AutomationName automation={automation} />
        <StateBadge state={automation.state} />
        {automation.published && (
          <Text size="xs" c="dimmed" visibleFrom="lg" style={{ whiteSpace: 'nowrap' }}>
            <Anchor component={Link} to={`/automations/${automation.id}/versions`} inherit c="dimmed">
              version {automation.published.number}
            </Anchor>
          </Text>
        )}
        <Unpublished automation={automation} />
      </Group>
      <Group gap="xs" wrap="nowrap" className={classes.does}>
        <SaveStatus onReload={onReload} />
        {view && <ViewSwitch view={view} onChange={onView} />}
        <UndoRedo />
        <Actions automation={automation} refresh={refresh} />
        <Publish automation={automation} refresh={refresh} />
      </Group>
    </header>
  );
}
