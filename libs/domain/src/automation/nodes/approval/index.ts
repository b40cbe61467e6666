import { own } from '../../../conditions/own.js';
import type { StaffAudience } from '../../../identity/staff-role.js';
import { defineNode, type Port } from '../definition.js';
import { describeDuration, durationUnits } from '../shared/duration.js';
import { withoutValues } from '../shared/text-with-values.js';
import { planApproval } from './plan.js';
import { ApprovalConfig, noAnswerPort } from './schema.js';

const whom: Readonly<Record<StaffAudience, string>> = {
  everyone: 'the staff',
  owner: 'the owners',
  admin: 'the admins',
  support: 'support',
};

/** Holds a journey until the staff approve or decline. */
export const approval = defineNode({
  kind: 'approval',
  family: 'wait',
  label: 'Ask for approval',
  description: 'Waits until the staff approve or decline, up to a time limit.',
  icon: 'user-check',
  schema: ApprovalConfig,
  defaults: { role: 'everyone', question: '', limitAmount: 7, limitUnit: 'days', remindAfterHours: 24 },
  mainPort: noAnswerPort,
  ports: portsOf,
  summary: ({ role, question }) => `Ask ${whom[role]}: ${withoutValues(question)}`,
  plan: planApproval,
});

/** Reads settings that may be half-edited. */
function portsOf(config: unknown): Port[] {
  const [amount, wanted] = [own(config, 'limitAmount'), own(config, 'limitUnit')];
  const unit = durationUnits.find((name) => name === wanted);
  const limit = typeof amount === 'number' && unit ? describeDuration({ amount, unit }) : null;
  return [
    { id: 'approved', label: 'approved' },
    { id: 'declined', label: 'declined' },
    { id: noAnswerPort, label: limit ? `no answer within ${limit}` : 'no answer' },
  ];
}
