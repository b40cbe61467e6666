import type { AdvanceResult } from '@perennial/activities';
import { adminPages, workflows } from '@perennial/contracts';
import { stepHeldCode } from '@perennial/domain/automation';
import { effectLine } from '../automation-run/effects.js';
import { pageLink, showDetails, stepLabel } from '../operators.js';

/** Shows operators one line for each run with its state in this workflow, and a link to the person if there is only one. */
export function showRuns(known: ReadonlyMap<string, AdvanceResult>, failing = 0): void {
  const people = new Set([...known.values()].map(({ contactId }) => contactId));
  const [contactId] = people.size === 1 ? people : [];
  showDetails(
    [
      ...[...known].map(([runId, step]) => {
        const link = pageLink(adminPages.journey(step.automationId, runId));
        return `${positionOf(step)}: ${link ?? workflows.automationRun.id(runId)}`;
      }),
      failing > 0 ? `**Retrying** ${failing} that could not be advanced` : null,
    ],
    contactId ? [adminPages.person(contactId)] : [],
  );
}

function positionOf(step: AdvanceResult): string {
  switch (step.kind) {
    case 'finish':
      return 'Over';
    case 'act':
      return `Handed on at ${effectLine(step.effect, step.nodeId)}`;
    case 'wait':
      return `Handed on at ${stepLabel(step)}`;
    case 'park':
      return step.code === stepHeldCode
        ? `Held by staff before ${step.nodeId}`
        : `Handed on, needs attention at ${step.nodeId}: ${step.code}`;
  }
}
