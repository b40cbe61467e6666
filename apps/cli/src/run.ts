import { CommanderError } from 'commander';
import { type ExitCode, exitCodes } from './exit-codes.js';
import { Failure, failed, wrongUsage } from './failure.js';
import type { Io } from './io.js';
import { failureAsJson, failureAsText } from './output/failures.js';
import { createProgram } from './program.js';
import { Session } from './session.js';
import { refuseKeysIn } from './settings.js';

/**
 * Runs one command. Nothing is thrown: what went wrong is written to standard error, and with `--json` also as the one value on
 * standard output.
 * @param args without the program and its file
 */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const session = new Session(io);
  try {
    refuseKeysIn(args);
    await createProgram(session).parseAsync(args, { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    const failure = failureOf(error);
    if (args.includes('--json')) io.out(`${JSON.stringify(failureAsJson(failure), null, 2)}\n`);
    // The library has written its own message.
    if (!(error instanceof CommanderError)) io.err(failureAsText(failure));
    return failure.exitCode;
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof CommanderError)
    return wrongUsage(error.code === 'commander.help' ? 'A command is missing.' : error.message.replace(/^error: /, ''));
  if (!(error instanceof Error)) return failed('failed', String(error));
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' && path !== undefined) return failed('no_file', `There is no file ${path}. Check its name.`);
  return failed('failed', error.message);
}
