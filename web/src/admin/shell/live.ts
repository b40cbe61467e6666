import type { AdminTopic } from '@perennial/domain/events';
import { type Affects, recordsOf, under } from '../../ui/api/use-live-updates';

/** Drawings and forms are not among them: they are read again when somebody saves, or comes back to the window. */
export const adminAffects: Affects<AdminTopic> = {
  // All but the automation itself, which somebody may be drawing.
  automations: (key) => key[0] === 'automations' && (key.length > 2 || typeof key[1] !== 'string' || key[1] === 'attention'),
  certificates: (key) => under('certificates')(key) || (key[0] === 'contacts' && key[2] === 'certificates'),
  clocks: under('clocks'),
  'contact-imports': recordsOf('contact-imports'),
  contacts: recordsOf('contacts'),
  home: under('home'),
  'membership-problems': under('membership-problems'),
  runs: (key, id) =>
    recordsOf('runs')(key, id) ||
    (key[0] === 'automations' && (key[1] === 'attention' || key[2] === 'runs' || key[2] === 'standing')),
  school: under('me'),
  stripe: (key) => key[0] === 'stripe' || key[0] === 'me',
  'stuck-workflows': under('automations', 'stuck'),
};
