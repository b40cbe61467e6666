import { UnstyledButton } from '@mantine/core';
import { describeStep, findNode, type Graph } from '@perennial/domain/automation';
import { IconHandStop } from '@tabler/icons-react';
import { type Automation, useStepCounts } from '../automation';
import panel from '../panel/Panel.module.css';
import { usePublishedGraph } from '../publish/use-published';
import { useRecordNames } from '../use-record-names';
import { waitInWords } from './holds';

interface HeldStepsProps {
  readonly automation: Automation;
  /** What is drawn: a step that it does not have is named as it was published. */
  readonly graph: Graph;
  readonly onSelect?: (nodeId: string) => void;
}

/** The steps that staff hold, with who waits before each. A hold stays when another version is published. */
export function HeldSteps({ automation, graph, onSelect }: HeldStepsProps) {
  const { id, holds } = automation;
  const published = usePublishedGraph(automation);
  const counts = useStepCounts(id, holds.length > 0).data;
  const held = holds.map(({ nodeId }) => ({
    nodeId,
    drawn: findNode(graph, nodeId),
    step: findNode(graph, nodeId) ?? (published && findNode(published, nodeId)),
    people: counts?.find((count) => count.nodeId === nodeId)?.held ?? 0,
  }));
  const names = useRecordNames(held.flatMap(({ step }) => step ?? []));
  if (held.length === 0) return null;
  return (
    <ul className={panel.problems} aria-label="Held steps">
      {held.map(({ nodeId, drawn, step, people }) => {
        const text = (
          <>
            <IconHandStop size={15} aria-hidden />
            <span>
              {step ? describeStep(step, names) : 'A step of an earlier version'}{' '}
              <span className={panel.fix}>
                Held. {waitInWords(people)} before it.
                {!drawn && ' This version does not have the step. People on earlier versions are still held.'}
              </span>
            </span>
          </>
        );
        return (
          <li key={nodeId}>
            {onSelect && drawn ? (
              <UnstyledButton className={panel.problem} onClick={() => onSelect(nodeId)}>
                {text}
              </UnstyledButton>
            ) : (
              <div className={panel.problem}>{text}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
