import { Command } from 'commander';
import { addApprovals } from './approvals/commands.js';
import { addAutomations } from './automations/commands.js';
import { addContacts } from './contacts/commands.js';
import { addDoctor } from './doctor/command.js';
import { exitCodeHelp } from './exit-codes.js';
import { addRuns } from './runs/commands.js';
import type { Session, SharedOptions } from './session.js';

const settingsHelp = `
Environment:
  PERENNIAL_URL      the address of Perennial, such as http://127.0.0.1:3000
  PERENNIAL_API_KEY  a key from Settings › API & webhooks; it is never an argument`;

/** The commands. Parsing throws instead of ending the process. */
export function createProgram(session: Session): Command {
  const program = new Command('perennial')
    .description('Works with the automations, journeys and contacts of a school over the API of Perennial.')
    .option('--url <address>', 'the address of Perennial, instead of PERENNIAL_URL')
    .option('--json', 'print exactly one JSON value on standard output, and everything else on standard error')
    .exitOverride()
    .configureOutput({ writeOut: (text) => session.io.out(text), writeErr: (text) => session.io.err(text) })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Run the command with --help to see how it is used.')
    .addHelpText('afterAll', settingsHelp)
    .addHelpText('afterAll', exitCodeHelp)
    .hook('preAction', (_, command) => session.use(command.optsWithGlobals<SharedOptions>()));
  addAutomations(program, session);
  addRuns(program, session);
  addContacts(program, session);
  addApprovals(program, session);
  addDoctor(program, session);
  return program;
}
