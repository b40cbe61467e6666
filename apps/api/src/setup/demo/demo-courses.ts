import type { OutlineInput } from '@perennial/domain/learning';
import type { z } from 'zod';

type Modules = z.input<typeof OutlineInput>['modules'];
type Lesson = Modules[number]['lessons'][number];

const immediately = { mode: 'immediate', localTime: '09:00', basis: 'member' } as const;
const afterDays = (days: number) => ({ mode: 'after_enrolment', days, localTime: '09:00', basis: 'member' }) as const;
const lesson = (title: string, bodyHtml: string, change: Partial<Lesson> = {}): Lesson => ({
  title,
  kind: 'text',
  bodyHtml,
  release: immediately,
  ...change,
});

/** Outlines of the demo's courses, by school. What opens later is not required, so that a course can be finished on the first day. */
export const demoOutlines = {
  kiln: [
    {
      title: 'The first hour',
      release: immediately,
      lessons: [
        lesson(
          'Centring',
          '<p>Everything on the wheel begins here: a lump of clay that runs true. Wet your hands, brace your elbows on your knees, and press with the heel of the left hand, not with the fingers.</p><ul><li>A kilo of soft clay</li><li>A sponge and a bowl of water</li><li>Ten minutes, and patience</li></ul>',
          { preview: true },
        ),
        lesson(
          'Opening and pulling',
          '<p>Press both thumbs into the middle and stop a finger’s width above the wheel. Then pull the wall up in three slow passes: the clay follows the pressure, never the speed.</p>',
        ),
        lesson(
          'Your first bowl',
          '<p>Widen from the inside with one finger, let the rim dry a little, and cut it free with the wire. It will be thick. Keep it: it is the one you will compare all others with.</p>',
        ),
      ],
    },
    {
      title: 'Going further',
      release: immediately,
      lessons: [
        lesson(
          'Trimming a foot',
          '<p>When the bowl is leather hard, turn it over and centre it with three small pieces of clay. The foot is where a pot stands, and what people feel first.</p>',
          {
            required: false,
            release: afterDays(7),
          },
        ),
        lesson(
          'Two bowls alike',
          '<p>Weigh the clay, mark the width with a pair of callipers, and throw the second while the first is still before you.</p>',
          {
            required: false,
            release: afterDays(14),
          },
        ),
      ],
    },
  ],
  bread: [
    {
      title: 'A starter',
      release: immediately,
      lessons: [
        lesson(
          'Flour and water',
          '<p>Fifty grams of rye, fifty of water, a jar with a loose lid. Feed it every morning; on the fifth day it should double.</p>',
          { preview: true },
        ),
        lesson(
          'Your first loaf',
          '<p>Mix in the evening, shape in the morning, bake hot in a closed pot. The crust sings when it is right.</p>',
        ),
      ],
    },
  ],
} as const satisfies Record<string, Modules>;
