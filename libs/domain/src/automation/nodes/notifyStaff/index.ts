import type { StaffAudience } from '../../../identity/staff-role.js';
import { defineNode } from '../definition.js';
import { portsOfCall } from '../shared/retrying.js';
import { withoutValues } from '../shared/text-with-values.js';
import { planNotifyStaff } from './plan.js';
import { NotifyStaffConfig } from './schema.js';

const whom: Readonly<Record<StaffAudience, string>> = {
  everyone: 'the staff',
  owner: 'the owners',
  admin: 'the admins',
  support: 'support',
};

/** Sends a short email to the school's own people. */
export const notifyStaff = defineNode({
  kind: 'notifyStaff',
  family: 'act',
  label: 'Notify staff',
  description: 'Sends a short email to the staff, or to those with a role.',
  icon: 'speakerphone',
  schema: NotifyStaffConfig,
  defaults: { role: 'everyone', subject: '', message: '', retryFor: 'days3', onFailure: 'park' },
  mainPort: 'next',
  ports: portsOfCall,
  summary: ({ role, subject }) => `Notify ${whom[role]}: ${withoutValues(subject)}`,
  plan: planNotifyStaff,
});
