import type { Command } from 'commander';
import { answer } from '../api/connect.js';
import { withExample } from '../options.js';
import type { Session } from '../session.js';
import { findingsOf, findingsText } from './findings.js';

/** `perennial doctor` */
export function addDoctor(program: Command, session: Session): void {
  withExample(program.command('doctor'), 'doctor')
    .description('check whether Perennial can be reached, whether the key works, and which scopes it has')
    .action(async () => {
      const { url } = session.settings;
      const findings = findingsOf(url, await answer(session.api.GET('/v1/api-key')));
      session.result(findings, findingsText(findings));
    });
}
