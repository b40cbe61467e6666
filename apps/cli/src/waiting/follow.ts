import { exitCodes } from '../exit-codes.js';
import { Failure } from '../failure.js';
import type { Session } from '../session.js';

const pollMs = 1000;
/** A short interruption of the connection does not end the waiting. */
const failuresInARow = 5;

/** Work that Perennial does after a request was accepted. */
export interface Followed<T> {
  readonly first: T;
  read(): Promise<T>;
  isDone(value: T): boolean;
  /** One line about how far it is. */
  line(value: T): string;
  /** What continues after Ctrl-C, and how to come back to it. */
  readonly later: string;
}

/**
 * Waits for work that was requested, and shows how far it is. Ctrl-C ends the waiting and not the work. Returns the newest state.
 */
export function follow<T>(session: Session, { first, read, isDone, line, later }: Followed<T>): Promise<T> {
  return session.io.interruptible(async (signal) => {
    let value = first;
    let failures = 0;
    while (!isDone(value) && !signal.aborted) {
      session.progress.show(line(value));
      await session.io.sleep(pollMs, signal);
      if (signal.aborted) break;
      try {
        value = await read();
        failures = 0;
      } catch (error) {
        if (!isConnection(error) || ++failures >= failuresInARow) throw error;
      }
    }
    session.progress.end();
    if (!isDone(value)) {
      session.note(`Stopped waiting. ${later}`);
      session.fail(exitCodes.interrupted);
    }
    return value;
  });
}

const isConnection = (error: unknown): boolean => error instanceof Failure && error.exitCode === exitCodes.unreachable;
