import type { NodeOutcome } from '../definition.js';
import type { NotifyStaffConfig } from './schema.js';

/** Sends the notice. Who has the role is decided when it is sent, because staff may change while the run waits. */
export const planNotifyStaff = ({ role, subject, message, retryFor }: NotifyStaffConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'notifyStaff', scope: 'external', role, subject, message, ...(retryFor !== 'days3' && { retryFor }) },
  reason: 'Notifies the staff.',
});
