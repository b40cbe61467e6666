/** The machine on which a command runs. Specs give their own. */
export interface Io {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Results. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  /** Whether a person reads standard error, so that a line of progress can replace the one before. */
  readonly errIsTerminal: boolean;
  /** Reads a file, or standard input for `-`. */
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  fetch(request: Request): Promise<Response>;
  /** Resolves after some time, or as soon as the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Does work that Ctrl-C ends through the signal. Pressed a second time, Ctrl-C ends the process. */
  interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}
