import { type SchoolScoped, workflow } from '../definition.js';
import { isSystemMailEvent, type SystemMailEvent, systemMailEvents } from '../system-mail-events.js';
import { taskQueues } from '../task-queues.js';

/** Input of `systemMail`: one email outside automations. The event determines which. */
export interface SystemMailInput extends SchoolScoped {
  readonly eventId: string;
  readonly contactId: string | null;
  /** Missing in executions started by earlier releases. */
  readonly eventType?: SystemMailEvent;
}

/** Workflows of the area messaging. */
export const messagingWorkflows = {
  systemMail: workflow<SystemMailInput>({
    name: 'systemMail',
    queue: taskQueues.lifecycle,
    idPrefix: 'system-mail-',
    key: ({ eventId }) => eventId,
    attributes: ({ contactId }) => ({ ContactId: contactId }),
    summary: 'Email outside automations',
    detail: ({ eventType }) => (eventType ? systemMailEvents[eventType] : null),
    signals: [],
    onConflict: 'unlessCompleted',
    startedBy: {
      input: ({ schoolId }, { id, type, contactId }) =>
        isSystemMailEvent(type) ? { schoolId, eventId: id, contactId, eventType: type } : null,
      // A link that arrives late is useless: the person has asked for another.
      restart: () => null,
    },
  }),
} as const;
