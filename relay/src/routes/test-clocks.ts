import { start } from '@perennial/contracts';
import { type EventRouter, idIn, nothing } from '../router.js';

/** A test clock with a target is advanced by a workflow. */
export const testClocks: EventRouter = {
  name: 'test-clocks',
  events: ['clock.advance_requested'],
  async route(_em, { event, schoolId }) {
    const clockId = idIn(event.data, 'clockId');
    return clockId ? { calls: [start('testClock', { schoolId, clockId })] } : nothing;
  },
  restarts: { testClock: async (_em, { schoolId }, clockId) => [start('testClock', { schoolId, clockId })] },
};
