import type { ApiClient } from '@perennial/api-client';
import { connect } from './api/connect.js';
import { type ExitCode, exitCodes } from './exit-codes.js';
import type { Io } from './io.js';
import { Progress } from './output/progress.js';
import { type Settings, settingsFrom } from './settings.js';

/** Options that every command takes. */
export interface SharedOptions {
  readonly url?: string;
  readonly json?: boolean;
}

/** One call of the program: its options, its connection, and what it writes. */
export class Session {
  exitCode: ExitCode = exitCodes.done;
  readonly progress: Progress;
  #options: SharedOptions = {};
  #api: ApiClient | undefined;

  constructor(readonly io: Io) {
    this.progress = new Progress(io);
  }

  /** The options are known once the arguments are parsed. */
  use(options: SharedOptions): void {
    this.#options = options;
  }

  /** @throws {Failure} if a variable is missing */
  get settings(): Settings {
    return settingsFrom(this.io.variables, this.#options.url);
  }

  /** @throws {Failure} if a variable is missing */
  get api(): ApiClient {
    this.#api ??= connect(this.settings, (request) => this.io.fetch(request));
    return this.#api;
  }

  /** Writes the result of the command, once: one JSON value with `--json`, otherwise text. */
  result(value: unknown, text: string): void {
    this.io.out(this.#options.json ? `${JSON.stringify(value, null, 2)}\n` : `${text.trimEnd()}\n`);
  }

  /** A remark that is not part of the result. */
  note(text: string): void {
    this.io.err(`${text}\n`);
  }

  /** The command did what it was asked to, and what it found does not pass. */
  fail(exitCode: ExitCode): void {
    this.exitCode = exitCode;
  }
}
