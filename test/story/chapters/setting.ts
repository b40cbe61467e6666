import { addTag, line, onEvent, wait, waitForEvent } from '../graphs.js';
import type { Surface } from '../surface.js';
import type { Automation, World } from '../world.js';

/** Business time at which Ana buys: the 17th, with a trial of 14 days, so that it ends on the 31st. */
export const joinedAt = '2027-01-17T10:00:00.000Z';
/** Every address of the story holds this word, so that a leak is found. */
export const canary = 'canary';

/** What the school has prepared before anybody buys. */
export interface Setting {
  readonly clockId: string;
  readonly planSlug: string;
  readonly courseId: string;
  /** Lessons in course order. */
  readonly lessonIds: readonly string[];
  readonly companion: Automation;
  readonly completion: Automation;
  readonly caller: Automation;
}

/** The person whose year it is. */
export interface Ana {
  readonly email: string;
  readonly contactId: string;
  readonly membershipId: string;
  readonly browser: Surface;
}

const at = (release: object) => ({ ...release, localTime: '09:00', basis: 'member' });
const lesson = (title: string, release: object) => ({
  title,
  kind: 'text',
  bodyHtml: `<p>${title}, step by step.</p>`,
  videoUrl: null,
  required: true,
  preview: false,
  release,
});

/** The owner creates a drip course, a plan, and three automations. */
export async function prepare(world: World): Promise<Setting> {
  const { narrator, admin } = world;
  narrator.chapter('The school prepares');
  narrator.at(joinedAt);
  await world.signInOwner();
  const course = await admin.post<{ id: string }>('/api/admin/products', {
    kind: 'course',
    title: 'Glazing from scratch',
    description: 'Ash, clay and fire.',
  });
  const { revision } = await admin.get<{ revision: number }>(`/api/admin/products/${course.id}/outline`);
  const outline = await admin.put<{ modules: { lessons: { id: string }[] }[] }>(`/api/admin/products/${course.id}/outline`, {
    revision,
    modules: [
      {
        title: 'All of it',
        release: at({ mode: 'immediate' }),
        lessons: [
          lesson('What a glaze is', at({ mode: 'immediate' })),
          lesson('Mixing', at({ mode: 'after_enrolment', days: 7 })),
          lesson('Ash glazes', at({ mode: 'after_enrolment', days: 90 })),
          lesson('Your own recipe', at({ mode: 'after_enrolment', days: 300 })),
        ],
      },
    ],
  });
  const diary = await admin.post<{ id: string }>('/api/admin/products', {
    kind: 'course',
    title: 'Kiln diary',
    description: 'A page a day.',
  });
  for (const product of [course, diary]) await admin.post(`/api/admin/products/${product.id}/publish`);
  const plan = await admin.post<{ id: string; slug: string }>('/api/admin/plans', {
    title: 'The glazing year',
    description: 'Every glaze we know.',
    priceAmount: 2900,
    oldPriceAmount: 3900,
    intervalMonths: 1,
    trialDays: 14,
    requireCardBeforeTrial: true,
    productIds: [course.id, diary.id],
  });
  await admin.post(`/api/admin/plans/${plan.id}/publish`);
  narrator.tell('"The glazing year": €29.00 every month, 14 days free, a course of four lessons over 300 days');

  const clock = await admin.post<{ id: string }>('/api/admin/clocks', { name: 'A year in seconds', now: joinedAt });
  const companion = await world.automate('Companion', companionGraph('companion-1'));
  const completion = await world.automate('Course completion', {
    nodes: [
      { id: 'start', kind: 'trigger', config: { eventType: 'course.completed', filters: { match: 'all', tests: [] } } },
      { id: 'certificate', kind: 'issueCertificate', config: { courseFrom: 'event' } },
      {
        id: 'mail',
        kind: 'sendEmail',
        config: {
          templateId: await templateId(world, 'member.course_completed'),
          audience: 'contact',
          category: 'transactional',
        },
      },
    ],
    edges: [
      { source: 'start', port: 'next', target: 'certificate' },
      { source: 'certificate', port: 'next', target: 'mail' },
    ],
  });
  const caller = await world.automate(
    'Tell the studio',
    line(
      onEvent('studio.call'),
      {
        id: 'call',
        kind: 'callUrl',
        config: { method: 'POST', url: `http://${world.stage.env.OUTBOUND_ALLOWED}/studio`, timeoutSeconds: 5 },
      },
      addTag('called', 'studio-called'),
    ),
  );
  narrator.tell('Three automations are drawn and published');
  return {
    clockId: clock.id,
    planSlug: plan.slug,
    courseId: course.id,
    lessonIds: outline.modules.flatMap(({ lessons }) => lessons.map(({ id }) => id)),
    companion,
    completion,
    caller,
  };
}

/** Two waits in a row, one event wait that the event wins, one that its timeout wins. */
export function companionGraph(tag: string): object {
  const steps = line(
    onEvent('companion.begin'),
    wait('first-wait', 2, 'days'),
    wait('second-wait', 1, 'days'),
    [waitForEvent('answer', 'companion.answer', 5), 'came'],
    [waitForEvent('silence', 'companion.never', 3), 'timeout'],
    addTag('done', tag),
  );
  return steps;
}

async function templateId(world: World, key: string): Promise<string> {
  const { features } = await world.admin.get<{ features: { messages: { key: string; templateId: string }[] }[] }>(
    '/api/admin/email-settings',
  );
  const message = features.flatMap(({ messages }) => messages).find((candidate) => candidate.key === key);
  if (!message) throw new Error(`there is no message ${key}`);
  return message.templateId;
}
