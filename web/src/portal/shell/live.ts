import type { PortalTopic } from '@perennial/domain/events';
import { type Affects, recordsOf, under } from '../../ui/api/use-live-updates';

export const portalAffects: Affects<PortalTopic> = {
  certificates: under('certificates'),
  courses: recordsOf('courses'),
  home: under('home'),
  me: under('me'),
  // The offer of a plan depends on the member's memberships.
  memberships: (key) => key[0] === 'memberships' || key[0] === 'plans' || key[0] === 'checkout',
};
