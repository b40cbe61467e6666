import { Anchor, Center, Group, Loader, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link, useParams, useSearchParams } from 'react-router';
import { ErrorState } from '../../../ui/feedback/States';
import { type Automation, useAutomation } from '../automation';
import editor from '../Editor.module.css';
import { Comparison } from './Comparison';
import { type Compared, comparedWith, readCompared } from './compared';
import { useVersions, type Version } from './version';

/** The published versions of an automation, each compared with another one. */
export function VersionsPage() {
  const { id = '' } = useParams();
  const automation = useAutomation(id);
  const versions = useVersions(id);
  const failed = [automation, versions].find(({ isError, data }) => isError && !data);
  if (failed)
    return (
      <div className={editor.alone}>
        <ErrorState error={failed.error} what="The version history could not be opened" onRetry={() => void failed.refetch()} />
      </div>
    );
  if (!automation.data || !versions.data)
    return (
      <Center h="100dvh" role="status" aria-label="Loading">
        <Loader size="sm" />
      </Center>
    );
  return <History automation={automation.data} versions={versions.data} />;
}

function History({ automation, versions }: { automation: Automation; versions: readonly Version[] }) {
  const { id, name, draftDiffers, published } = automation;
  useDocumentTitle(`Version history of ${name}`);
  const [search, setSearch] = useSearchParams();
  const numbers = versions.map(({ number }) => number);
  const shown = readCompared(search.get('version')) ?? (draftDiffers ? 'draft' : (numbers[0] ?? 'draft'));
  const against = readCompared(search.get('against')) ?? comparedWith(shown, numbers, published?.number ?? null);
  const show = (version: Compared, other: Compared | null) =>
    setSearch({ version: String(version), ...(other !== null && { against: String(other) }) }, { replace: true });
  return (
    <div className={editor.editor}>
      <header className={editor.bar}>
        <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
          <Anchor component={Link} to={`/automations/${id}`} size="sm" c="dimmed" truncate maw={240}>
            {name}
          </Anchor>
          <Title order={1} size="h3" style={{ whiteSpace: 'nowrap' }}>
            Version history
          </Title>
        </Group>
      </header>
      {versions.length === 0 ? (
        <Text p="lg">This automation has not been published yet.</Text>
      ) : (
        <Comparison
          key={`${shown} ${against}`}
          automation={automation}
          versions={versions}
          shown={shown}
          against={against}
          onShow={show}
        />
      )}
    </div>
  );
}
