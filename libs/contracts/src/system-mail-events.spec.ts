import { expect, it } from '@jest/globals';
import { eventsThatWake } from '@perennial/domain/events';
import { systemMailEvents } from './system-mail-events.js';

it('describes to operators each email that an event causes outside automations', () => {
  expect(Object.keys(systemMailEvents).sort()).toEqual([...eventsThatWake('systemMail')].sort());
});
