import { Group, Text, Title, VisuallyHidden } from '@mantine/core';
import { groupsOf } from '@perennial/domain/automation';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useMe } from '../../identity/staff';
import type { Automation, PassagePeriod } from '../automation';
import { clipboardOf } from '../canvas/clipboard';
import { useEditor, useEditorSession } from '../canvas/editor-context';
import { NumbersChoice } from '../canvas/Numbers';
import { PasteAnywhere } from '../canvas/Paste';
import { rulesOf, titleTrigger } from '../canvas/rules';
import { useMarks } from '../canvas/use-marks';
import { useRecordNames } from '../use-record-names';
import { StepItems } from './Items';
import { type Direction, placeBeside } from './move';
import { NoteList } from './NoteList';
import { createOutline } from './outline';
import classes from './StepList.module.css';

/** The steps of an automation in reading order, with their branches as nested lists. The same editor as the canvas, without a mouse. */
export function StepList({ automation }: { automation: Automation }) {
  const { store } = useEditorSession();
  const [outlineIn] = useState(createOutline);
  const [period, setPeriod] = useState<PassagePeriod | null>(null);
  const [moved, setMoved] = useState('');
  const { emailLimits } = useMe().school;
  const graph = useEditor((state) => state.graph);
  const selected = useEditor((state) => state.selected);
  const names = useRecordNames(graph.nodes);
  const marks = useMarks(automation, period);
  const outline = outlineIn(graph);
  const { loose } = outline;
  const groups = groupsOf(graph);
  const groupNames = useMemo(
    () => new Map(groups.flatMap(({ name, steps }) => steps.map((step) => [step, name || 'Group']))),
    [groups],
  );
  const frame = useRef<HTMLElement>(null);
  useFocusOn(frame, selected, outline);

  const move = (id: string, direction: Direction) => {
    const { graph: before, apply, select } = store.getState();
    const after = placeBeside(before, id, direction);
    if (!after || apply({ type: 'insertNode', nodeId: id, after }) !== null) return setMoved('The step cannot move further.');
    select(id);
    const { numbers } = outlineIn(store.getState().graph);
    setMoved(`The step is now number ${numbers.get(id) ?? 0} of ${numbers.size}.`);
  };
  const remove = (id: string) => {
    const rows = rowsIn(frame.current);
    const index = rows.findIndex((row) => row.dataset.step === id);
    const beside = (rows[index + 1] ?? rows[index - 1])?.dataset.step;
    store.getState().pick([id]);
    clipboardOf(store).remove();
    rowsIn(frame.current)
      .find((row) => row.dataset.step === beside)
      ?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-step]') : null;
    const id = row?.dataset.step;
    if (!row || id === undefined) return;
    const rows = rowsIn(frame.current);
    const index = rows.indexOf(row);
    const direction = ({ ArrowUp: 'up', ArrowDown: 'down' } as const)[event.key];
    if (direction && event.altKey) move(id, direction);
    else if (direction) rows[index + (direction === 'up' ? -1 : 1)]?.focus();
    else if (event.key === 'Home') rows[0]?.focus();
    else if (event.key === 'End') rows.at(-1)?.focus();
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(id);
    else return;
    event.preventDefault();
    // The keys of the editor act on the selected steps; these act on the row with the focus.
    event.stopPropagation();
  };
  const shared = { graph, names, marks, outline, groupNames, selected, onMove: move, onRemove: remove };
  return (
    // The rows are buttons; their keys are handled in one place.
    <section ref={frame} className={classes.list} aria-labelledby="steps-of-automation" onKeyDown={onKeyDown}>
      <PasteAnywhere />
      <div className={classes.inside}>
        <Group justify="space-between" mb="sm">
          <div>
            <Title order={2} id="steps-of-automation">
              Steps
            </Title>
            <Text size="xs" c="dimmed">
              The arrow keys go from step to step, Alt and an arrow key move a step, and Delete removes it.
            </Text>
          </div>
          {automation.published && <NumbersChoice period={period} onChange={setPeriod} label="Numbers in the list" />}
        </Group>
        {titleTrigger(graph) && <AutomationRules rules={rulesOf(graph, emailLimits)} />}
        <StepItems items={outline.items} label="Steps in reading order" level={3} {...shared} />
        {loose.length > 0 && (
          <>
            <Title order={3} mt="lg" mb={6}>
              Not connected
            </Title>
            <StepItems items={loose} label="Steps that no trigger leads to" level={4} {...shared} />
          </>
        )}
        <NoteList />
        <VisuallyHidden role="status">{moved}</VisuallyHidden>
      </div>
    </section>
  );
}

/** Who can enter, when people exit, and the goal. */
function AutomationRules({ rules }: { rules: readonly string[] }) {
  const pick = useEditor((state) => state.pick);
  if (rules.length === 0) return null;
  return (
    <button type="button" className={classes.rules} onClick={() => pick([])}>
      {rules.map((rule) => (
        <span key={rule}>{rule}</span>
      ))}
      <VisuallyHidden>Change these rules</VisuallyHidden>
    </button>
  );
}

const rowsIn = (frame: HTMLElement | null): HTMLElement[] => [...(frame?.querySelectorAll<HTMLElement>('[data-step]') ?? [])];

/** Shows the selected step. It takes the focus if a menu or a step that had it is gone. */
function useFocusOn(frame: RefObject<HTMLElement | null>, selected: string | null, outline: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step that moves is drawn again elsewhere, and loses the focus
  useEffect(() => {
    const row = rowsIn(frame.current).find(({ dataset }) => dataset.step === selected);
    if (!row) return;
    if (document.activeElement === null || document.activeElement === document.body) row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }, [frame, selected, outline]);
}
