import { ActionIcon, Button, Group } from '@mantine/core';
import { findNode, type Graph, titleOf } from '@perennial/domain/automation';
import type { Names } from '@perennial/domain/conditions';
import { IconArrowDown, IconArrowUp, IconCornerDownRight, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { AddHere } from '../canvas/AddHere';
import { cardOf, summaryOf, withSteps } from '../canvas/card';
import { useEditor } from '../canvas/editor-context';
import type { Marks } from '../canvas/flow-types';
import { type Direction, placeBeside } from './move';
import type { Outline, OutlineBranch, OutlineEnd, OutlineItem, OutlineStep } from './outline';
import { Row } from './Row';
import classes from './StepList.module.css';

interface Shared {
  readonly graph: Graph;
  readonly names: Names;
  readonly marks: Marks;
  readonly outline: Outline;
  /** The group of each step that is in one. */
  readonly groupNames: ReadonlyMap<string, string>;
  readonly selected: string | null;
  readonly onMove: (id: string, direction: Direction) => void;
  readonly onRemove: (id: string) => void;
}

interface StepItemsProps extends Shared {
  readonly items: readonly OutlineItem[];
  readonly label: string;
  /** Level of the headings of branches. */
  readonly level: number;
}

/** Deeper lists are not indented further, so that their text stays readable. */
const deepestIndent = 8;
const lowestHeading = 6;

/** A list of steps. Only rows whose data changed render again. */
export function StepItems({ items, label, level, ...shared }: StepItemsProps) {
  return (
    <ol className={classes.items} aria-label={label}>
      {items.map((item) =>
        item.type === 'step' ? (
          <li key={item.id}>
            <StepItem item={item} level={level} {...shared} />
          </li>
        ) : (
          <li key={`${item.from.nodeId}:${item.from.port}`}>
            <End end={item} {...shared} />
          </li>
        ),
      )}
    </ol>
  );
}

function StepItem({ item, level, ...shared }: Shared & { item: OutlineStep; level: number }) {
  const { graph, names, marks, groupNames, selected } = shared;
  const step = findNode(graph, item.id);
  if (!step) return null;
  const { id } = step;
  const { family, icon, label } = cardOf(step);
  const here = marks.counts?.get(id);
  const visited = marks.path
    ? marks.path.visited.get(id)
    : marks.passed && `${(marks.passed.steps.get(id) ?? 0).toLocaleString('en')} passed`;
  return (
    <>
      <Row
        {...{ id, family, icon, label, visited }}
        group={groupNames.get(id)}
        number={item.number}
        summary={summaryOf(step, step.kind === 'goBack' ? withSteps(graph, names) : names)}
        problem={marks.problems?.get(id)}
        people={here?.people}
        parked={here?.parked}
        picked={marks.picked?.includes(id) ?? false}
        current={marks.path?.current === id}
      />
      {selected === id && <Tools id={id} title={label} {...shared} />}
      {item.branches.map((branch) => (
        <Branch key={branch.port} nodeId={id} title={label} branch={branch} level={level} {...shared} />
      ))}
    </>
  );
}

/** Actions on the selected step. */
function Tools({ id, title, graph, onMove, onRemove }: Shared & { id: string; title: string }) {
  const step = findNode(graph, id);
  const movable = step !== undefined && step.kind !== 'trigger';
  const up = useMemo(() => movable && placeBeside(graph, id, 'up') !== null, [graph, id, movable]);
  const down = useMemo(() => movable && placeBeside(graph, id, 'down') !== null, [graph, id, movable]);
  const ports = step ? cardOf(step).ports : [];
  const [only] = ports;
  const follows = ports.length === 1 && only && graph.edges.some(({ source, port }) => source === id && port === only.id);
  return (
    <Group gap={6} className={classes.tools}>
      {follows && (
        <AddHere nodeId={id} port={only.id} text={{ shown: 'Add a step after this', label: `Add a step after ${title}` }} />
      )}
      {movable && (
        <>
          <ActionIcon variant="default" aria-label={`Move ${title} up`} disabled={!up} onClick={() => onMove(id, 'up')}>
            <IconArrowUp size={14} />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={`Move ${title} down`} disabled={!down} onClick={() => onMove(id, 'down')}>
            <IconArrowDown size={14} />
          </ActionIcon>
        </>
      )}
      <Button size="compact-sm" variant="subtle" color="red" leftSection={<IconTrash size={13} />} onClick={() => onRemove(id)}>
        Remove
      </Button>
    </Group>
  );
}

interface BranchProps extends Shared {
  readonly nodeId: string;
  readonly title: string;
  readonly branch: OutlineBranch;
  readonly level: number;
}

function Branch({ nodeId, title, branch: { port, label, items }, level, ...shared }: BranchProps) {
  const taken = shared.marks.passed?.links.get(`${nodeId}:${port}`);
  const [first] = items;
  const connected = first?.type === 'step' || (first?.target ?? null) !== null;
  const Heading = `h${Math.min(level, lowestHeading)}` as 'h3';
  return (
    <div className={classes.branch} data-flat={level - 2 > deepestIndent || undefined}>
      <div className={classes.branchTitle}>
        <Heading>{label}</Heading>
        {taken !== undefined && <span className={classes.taken}>{taken.toLocaleString('en')} passed</span>}
        {connected && <AddHere nodeId={nodeId} port={port} text={{ shown: '', label: `Add a first step: ${title}, ${label}` }} />}
      </div>
      <StepItems items={items} label={`${title}: ${label}`} level={level + 1} {...shared} />
    </div>
  );
}

/** Where a list ends: with a step that is listed elsewhere, or with a place to add one. */
function End({ end: { from, target }, graph, outline }: Shared & { end: OutlineEnd }) {
  const select = useEditor((state) => state.select);
  if (target === null)
    return (
      <AddHere nodeId={from.nodeId} port={from.port} text={{ shown: 'Add a step', label: `Add a step ${where(graph, from)}` }} />
    );
  const step = findNode(graph, target);
  return (
    <button type="button" className={classes.continues} onClick={() => select(target)}>
      <IconCornerDownRight size={14} aria-hidden />
      Continues with step {outline.numbers.get(target) ?? ''}: {step ? titleOf(step) : ''}
    </button>
  );
}

/** Which end of the list a button adds to. */
function where(graph: Graph, { nodeId, port }: OutlineEnd['from']): string {
  const step = findNode(graph, nodeId);
  if (!step) return 'here';
  const { ports } = cardOf(step);
  const branch = ports.length > 1 ? ports.find(({ id }) => id === port) : undefined;
  return `after ${titleOf(step)}${branch ? `, ${branch.name ?? `if ${branch.label}`}` : ''}`;
}
