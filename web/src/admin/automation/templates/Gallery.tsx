import { Chip, Group, SimpleGrid, Text, TextInput, UnstyledButton } from '@mantine/core';
import {
  type AutomationTemplate,
  findNode,
  type SendTime,
  sendTimes,
  type TemplateCategory,
  templateCategories,
} from '@perennial/domain/automation';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { oneOf } from '../../../ui/api/query';
import { summaryOf } from '../canvas/card';
import { Picture } from '../picture/Picture';
import { templatesFor } from './found';
import classes from './Gallery.module.css';

const all = 'All';

interface GalleryProps {
  readonly onPick: (template: AutomationTemplate) => void;
  readonly busy: boolean;
}

/** The ready-made automations with a picture of each, what it sends and when, by category and by search. */
export function Gallery({ onPick, busy }: GalleryProps) {
  const [query, setQuery] = useState('');
  const [category, setCategory] = useState<TemplateCategory | null>(null);
  const found = templatesFor(query, category);
  return (
    <>
      <TextInput
        aria-label="Find a template"
        placeholder="Find a template"
        leftSection={<IconSearch size={15} />}
        maw={360}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <Chip.Group value={category ?? all} onChange={(value) => setCategory(oneOf(templateCategories, value) ?? null)}>
        <Group gap={6} mt="sm" role="radiogroup" aria-label="Category">
          {[all, ...templateCategories].map((each) => (
            <Chip key={each} value={each} size="xs">
              {each}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {found.length === 0 && (
        <Text c="dimmed" mt="md">
          No templates found. Search for another word, or choose another category.
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} mt="md" spacing="md">
        {found.map((template) => (
          <TemplateCard key={template.id} template={template} busy={busy} onPick={onPick} />
        ))}
      </SimpleGrid>
    </>
  );
}

function TemplateCard({ template, busy, onPick }: GalleryProps & { template: AutomationTemplate }) {
  const { name, description, mails, needs = [] } = template;
  const graph = useMemo(() => template.build({}), [template]);
  const trigger = graph.nodes.find(({ kind }) => kind === 'trigger');
  const times = new Map(sendTimes(graph).map((time: SendTime) => [time.nodeId, time.when]));
  return (
    <UnstyledButton className={classes.card} disabled={busy} onClick={() => onPick(template)}>
      <span className={classes.picture}>
        <Picture graph={graph} />
      </span>
      <span className={classes.words}>
        <Text span fw={600}>
          {name}
        </Text>
        <Text span size="sm" c="dimmed">
          {description}
        </Text>
        {trigger && (
          <Text span size="xs" mt={4}>
            {summaryOf(trigger, () => undefined)}
          </Text>
        )}
        <span className={classes.mails}>
          {mails
            .filter(({ key }) => findNode(graph, key))
            .map(({ key, label }) => (
              <Text span key={key} size="xs" c="dimmed">
                “{label}” {times.get(key)}
              </Text>
            ))}
        </span>
        {needs.length > 0 && (
          <Text span size="xs" c="dimmed" mt={4}>
            Asks for: {needs.map(({ label }) => label.toLowerCase()).join(', ')}
          </Text>
        )}
      </span>
    </UnstyledButton>
  );
}
