import { Button, Group, Loader, Text, Title } from '@mantine/core';
import { type ChangeText, emptyGraph, type Graph } from '@perennial/domain/automation';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Automation } from '../automation';
import editor from '../Editor.module.css';
import { ChangeList } from './ChangeList';
import { ComparedWith } from './ComparedWith';
import { type Compared, comparedInWords } from './compared';
import { DiffCanvas, type Side } from './DiffCanvas';
import { People } from './People';
import type { EditorRequest } from './replace-draft';
import { useChanges } from './use-changes';
import { VersionList } from './VersionList';
import classes from './Versions.module.css';
import { useVersionGraph, type Version } from './version';

interface ComparisonProps {
  readonly automation: Automation;
  readonly versions: readonly Version[];
  readonly shown: Compared;
  /** Null for the first version. */
  readonly against: Compared | null;
  readonly onShow: (shown: Compared, against: Compared | null) => void;
}

/** A version beside the one that it is compared with, on the canvas and as a list of changes, and all versions. */
export function Comparison({ automation, versions, shown, against, onShow }: ComparisonProps) {
  const after = useGraph(automation, shown);
  const before = useGraph(automation, against);
  const [side, setSide] = useState<Side>('after');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const loaded = after !== undefined && (against === null || before !== undefined);
  const { diff, texts } = useChanges(before ?? emptyGraph, after ?? emptyGraph);
  const pick = ({ kind, nodeId }: ChangeText) => {
    setSide(kind === 'removed' ? 'before' : 'after');
    setPicked(nodeId === null ? [] : [nodeId]);
  };
  return (
    <div className={editor.body}>
      <div className={editor.canvas}>
        {loaded ? (
          <DiffCanvas
            {...{ before: before ?? null, after, diff, side, picked }}
            labels={{ before: comparedInWords(against ?? 'draft'), after: comparedInWords(shown) }}
            onSide={setSide}
            onPick={setPicked}
          />
        ) : (
          <Loader size="sm" m="lg" role="status" aria-label="Loading" />
        )}
      </div>
      <aside className={classes.side} aria-label="Versions">
        <section className={classes.section} aria-labelledby="changes-of-version">
          <Title order={2} size="h3" id="changes-of-version">
            {comparedInWords(shown)}
          </Title>
          <ComparedWith
            numbers={versions.map(({ number }) => number)}
            {...{ shown, against }}
            onChoose={(other) => onShow(shown, other)}
          />
          {loaded && against !== null && <ChangeList changes={texts} onPick={pick} />}
          {against === null && <Text size="sm">The first version.</Text>}
          <Restore automation={automation} shown={shown} />
        </section>
        <People automation={automation} versions={versions} />
        <VersionList automation={automation} versions={versions} shown={shown} onShow={(version) => onShow(version, null)} />
      </aside>
    </div>
  );
}

/** The graph of a version or of the draft; undefined while it is loaded, and for nothing. */
function useGraph(automation: Automation, compared: Compared | null): Graph | undefined {
  const version = useVersionGraph(automation.id, typeof compared === 'number' ? compared : null).data;
  return compared === 'draft' ? automation.draft : version;
}

/** Makes a version the draft again; the draft becomes what is published. The editor can undo both. */
function Restore({ automation: { id, published, draftDiffers }, shown }: Pick<ComparisonProps, 'automation' | 'shown'>) {
  const navigate = useNavigate();
  const isPublished = shown === published?.number;
  if (!published || ((shown === 'draft' || isPublished) && !draftDiffers)) return null;
  const request: EditorRequest = { restore: shown === 'draft' ? published.number : shown };
  return (
    <Group mt="md">
      <Button size="xs" variant="default" onClick={() => void navigate(`/automations/${id}`, { state: request })}>
        {shown === 'draft' || isPublished ? 'Discard the draft’s changes' : 'Restore as draft'}
      </Button>
    </Group>
  );
}
