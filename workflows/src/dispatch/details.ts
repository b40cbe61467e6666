import type { AdvanceResult } from '@perennial/activities';
import { adminPages, workflows } from '@perennial/contracts';
import { effectLine } from '../automation-run/effects.js';
import { pageLink, showDetails } from '../operators.js';

/** Shows operators one line for each run, as far as this workflow took it, and a link to the person they are all about. */
export function showRuns(known: ReadonlyMap<string, AdvanceResult>, failing = 0): void {
  const [first] = known.values();
  showDetails(
    [
      ...[...known].map(([runId, step]) => {
        const link = pageLink(adminPages.journey(step.automationId, runId));
        return `${positionOf(step)}: ${link ?? workflows.automationRun.id(runId)}`;
      }),
      failing > 0 ? `**Retrying** ${failing} that could not be advanced` : null,
    ],
    first?.contactId ? [adminPages.person(first.contactId)] : [],
  );
}

function positionOf(step: AdvanceResult): string {
  switch (step.kind) {
    case 'finish':
      return 'Over';
    case 'act':
      return `Handed on at ${effectLine(step.effect, step.nodeId)}`;
    case 'wait':
      return `Handed on at ${step.reason}`;
    case 'park':
      return `Handed on, needs attention at ${step.nodeId}: ${step.code}`;
  }
}
