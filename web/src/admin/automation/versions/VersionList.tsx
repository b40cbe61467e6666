import { Badge, Group, Text, Title, UnstyledButton } from '@mantine/core';
import { Instant } from '../../../ui/values/Values';
import type { Automation } from '../automation';
import type { Compared } from './compared';
import classes from './Versions.module.css';
import type { Version } from './version';

interface VersionListProps {
  readonly automation: Automation;
  readonly versions: readonly Version[];
  readonly shown: Compared;
  readonly onShow: (version: Compared) => void;
}

/** The draft, if it differs from what is published, and every version: when, by whom, why, and who is still in it. */
export function VersionList({ automation, versions, shown, onShow }: VersionListProps) {
  const { draftDiffers, published } = automation;
  return (
    <section aria-labelledby="all-versions">
      <Title order={2} size="h3" id="all-versions" px="1.125rem" pt="1rem" pb="0.5rem">
        Versions
      </Title>
      {draftDiffers && (
        <UnstyledButton
          className={classes.version}
          data-selected={shown === 'draft' || undefined}
          aria-pressed={shown === 'draft'}
          onClick={() => onShow('draft')}
        >
          <Text size="sm" fw={500}>
            Draft
          </Text>
          <Text size="xs" c="dimmed">
            Changes that are not published
          </Text>
        </UnstyledButton>
      )}
      {versions.map((version) => (
        <UnstyledButton
          key={version.number}
          className={classes.version}
          data-selected={shown === version.number || undefined}
          aria-pressed={shown === version.number}
          onClick={() => onShow(version.number)}
        >
          <Group gap="xs">
            <Text size="sm" fw={500}>
              Version {version.number}
            </Text>
            {version.number === published?.number && (
              <Badge size="sm" variant="light" tt="none" fw={500}>
                Published
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            <Instant at={version.publishedAt} date />
            {version.publishedBy && `, ${version.publishedBy}`}
            {version.people > 0 && `, ${peopleIn(version.people)}`}
          </Text>
          {version.note && (
            <Text size="sm" mt={2} style={{ whiteSpace: 'pre-line' }}>
              {version.note}
            </Text>
          )}
        </UnstyledButton>
      ))}
    </section>
  );
}

const peopleIn = (people: number): string => (people === 1 ? '1 person in it' : `${people.toLocaleString('en')} people in it`);
