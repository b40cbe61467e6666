import { addTag, line, onEvent, type Step, wait } from '../story/graphs.js';
import type { Automation, World } from '../story/world.js';

/** The first step after the trigger. */
const firstSteps = ['wait', 'email', 'call', 'tag', 'branch'] as const;

/** What one person's journeys must leave behind, by the place of the automation in the list. */
export interface Expected {
  readonly automation: Automation;
  readonly first: (typeof firstSteps)[number];
  readonly tag: string;
  readonly emails: 0 | 1;
  readonly calls: 0 | 1;
}

/** Automations that one event enters. */
export interface MixedAutomations {
  readonly eventName: string;
  readonly expected: readonly Expected[];
}

/**
 * Publishes automations on one event, whose first steps are a wait, an email, a call, a tag and a branch in turn. Each
 * ends with a tag of its own, after an effect outside our database.
 * @param callUrl where calls go
 */
export async function publishMixed(world: World, count: number, name: string, callUrl: string): Promise<MixedAutomations> {
  const template = await world.admin.post<{ id: string }>('/api/admin/email-templates', { name: `${name} ${Date.now()}` });
  const email = (id: string): Step => ({
    id,
    kind: 'sendEmail',
    config: { templateId: template.id, audience: 'contact', category: 'transactional' },
  });
  const call = (id: string): Step => ({ id, kind: 'callUrl', config: { method: 'POST', url: callUrl, timeoutSeconds: 10 } });
  const tagged: Step = {
    id: 'branch',
    kind: 'ifElse',
    config: { condition: { match: 'all', tests: [{ field: 'contact.name', operator: 'is', value: 'nobody has it' }] } },
  };
  const eventName = `${name}.began`;
  const expected: Expected[] = [];
  for (let i = 0; i < count; i++) {
    const first = firstSteps[i % firstSteps.length] ?? 'tag';
    const tag = `${name}-${i}`;
    const last = addTag('last', tag);
    const start = onEvent(eventName);
    const graph = {
      wait: () => line(start, wait('wait', 1, 'minutes'), call('call'), last),
      email: () => line(start, email('email'), last),
      call: () => line(start, call('call'), last),
      tag: () => line(start, addTag('first', `${tag}-first`), email('email'), last),
      branch: () => line(start, [tagged, 'no'], call('call'), last),
    }[first]();
    const automation = await world.automate(`${name} ${i}: ${first}`, graph);
    const mails = first === 'email' || first === 'tag';
    expected.push({ automation, first, tag, emails: mails ? 1 : 0, calls: mails ? 0 : 1 });
  }
  return { eventName, expected };
}
