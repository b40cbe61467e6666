import type { Command } from 'commander';
import type { Session } from '../session.js';
import { addActions } from './actions.js';
import { addMoving } from './moving.js';
import { addReading } from './reading.js';

/** `perennial runs …` */
export function addRuns(program: Command, session: Session): void {
  const group = program
    .command('runs')
    .description('list, show, retry, skip, stop and move the journeys of people through automations');
  addReading(group, session);
  addActions(group, session);
  addMoving(group, session);
}
