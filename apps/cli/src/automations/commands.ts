import type { Command } from 'commander';
import type { Session } from '../session.js';
import { addFiles } from './files.js';
import { addPublishing } from './publishing.js';
import { addReading } from './reading.js';
import { addScenarios } from './scenarios.js';
import { addStart } from './start.js';

/** `perennial automations …` */
export function addAutomations(program: Command, session: Session): void {
  const group = program
    .command('automations')
    .description('list, show, export, import, publish, pause, resume and start automations, and run their scenarios');
  addReading(group, session);
  addFiles(group, session);
  addPublishing(group, session);
  addStart(group, session);
  addScenarios(group, session);
}
