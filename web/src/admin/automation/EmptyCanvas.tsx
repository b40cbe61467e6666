import { SimpleGrid, Text, Title, UnstyledButton } from '@mantine/core';
import { type AutomationTemplate, newTrigger } from '@perennial/domain/automation';
import { type EventType, eventCatalogue, publicEventTypes } from '@perennial/domain/events';
import { IconBolt } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { templatesKey } from '../messaging/email-settings';
import { drawingFrom, type TemplateRecords } from './automation';
import { useEditor, useEditorSession } from './canvas/editor-context';
import { addNode, newStep } from './canvas/editor-store';
import classes from './Editor.module.css';
import { Gallery } from './templates/Gallery';
import { UseTemplate } from './templates/UseTemplate';

/** The triggers that most automations start with. */
const mostUsed: readonly EventType[] = ['membership.purchased', 'trial.ending', 'payment.failed'];
const groups = [...new Set(publicEventTypes.map((type) => eventCatalogue[type].group))];

/** A canvas without a step: start from a template or a trigger. */
export function EmptyCanvas() {
  const { automationId, store } = useEditorSession();
  const replace = useEditor((state) => state.replace);
  const queries = useQueryClient();
  const [chosen, choose] = useState<AutomationTemplate | null>(null);
  const drawn = ({ id }: AutomationTemplate, records: TemplateRecords = {}) => drawingFrom(automationId, id, records);
  const draw = useMutation({
    mutationFn: (template: AutomationTemplate) => drawn(template),
    onSuccess: async (graph) => {
      // The list of templates now includes its emails.
      await queries.invalidateQueries({ queryKey: templatesKey });
      replace(graph);
    },
    meta: { failed: 'The template could not be used' },
  });
  const pick = (template: AutomationTemplate) => (template.needs ? choose(template) : draw.mutate(template));
  const startWith = (eventType: EventType) => {
    addNode(store, { ...newStep('trigger'), config: { ...newTrigger(eventType) } });
  };
  return (
    <div className={classes.start}>
      <div className={classes.startInside}>
        <Title order={2}>What should start it?</Title>
        <SimpleGrid cols={{ base: 1, sm: 3 }} mt="sm" spacing="sm">
          {mostUsed.map((type) => (
            <UnstyledButton key={type} className={classes.option} onClick={() => startWith(type)}>
              <IconBolt size={17} color="var(--p-when)" aria-hidden />
              <Text fw={500}>{eventCatalogue[type].label}</Text>
              <Text size="sm" c="dimmed">
                {eventCatalogue[type].description}
              </Text>
            </UnstyledButton>
          ))}
        </SimpleGrid>
        <Title order={2} mt="xl" mb="sm">
          Or start from a template
        </Title>
        <Gallery onPick={pick} busy={draw.isPending} />
        <UseTemplate
          named
          template={chosen}
          onUse={(template, _name, records) => drawn(template, records)}
          onUsed={replace}
          onClose={() => choose(null)}
        />
        <Title order={2} mt="xl">
          All triggers
        </Title>
        <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} mt="sm" spacing="lg">
          {groups.map((group) => (
            <div key={group}>
              <Text size="xs" c="dimmed" fw={500} px="xs">
                {group}
              </Text>
              {publicEventTypes
                .filter((type) => eventCatalogue[type].group === group)
                .map((type) => (
                  <UnstyledButton
                    key={type}
                    className={classes.trigger}
                    onClick={() => startWith(type)}
                    title={eventCatalogue[type].description}
                  >
                    <Text size="sm">{eventCatalogue[type].label}</Text>
                  </UnstyledButton>
                ))}
            </div>
          ))}
        </SimpleGrid>
      </div>
    </div>
  );
}
