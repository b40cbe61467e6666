import { isSystemMailEvent, type SystemMailEvent, start, systemMailEvents } from '@perennial/contracts';
import { type EventRouter, nothing } from '../router.js';

/** Emails outside automations: one workflow for each event that asks for one. */
export const systemMails: EventRouter = {
  name: 'system-mails',
  events: Object.keys(systemMailEvents) as SystemMailEvent[],
  route: async (_em, { event: { id, type, contactId }, schoolId }) =>
    isSystemMailEvent(type) ? { calls: [start('systemMail', { schoolId, eventId: id, contactId, eventType: type })] } : nothing,
  // A link that arrives late is useless: the person has asked for another.
  restarts: { systemMail: async () => [] },
};
