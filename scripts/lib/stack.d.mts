/** A service of the stack. */
export type Service = 'postgres' | 'temporal' | 'mail' | 'stripe' | 'migrate' | 'seed' | 'api' | 'worker' | 'web';

/** Somebody who can sign in to the demo school. */
export interface Login {
  readonly who: string;
  readonly email: string;
  readonly password: string;
  readonly url?: string;
}

/** Description of a stack that is ready. */
export interface Ready {
  readonly dataDir: string;
  /** Every variable of libs/config, as the processes get them. */
  readonly env: Readonly<Record<string, string>>;
  readonly addresses: Readonly<Record<string, string>>;
  readonly logins: readonly Login[];
  readonly tryFirst: readonly string[];
  /** Everything that the seed printed. */
  readonly seed: Readonly<Record<string, unknown>>;
}

export interface StackOptions {
  /** Where everything is kept; one stack at a time runs on it. */
  readonly dataDir: string;
  /** All by default. */
  readonly services?: readonly Service[];
  readonly workers?: number;
  /** Given variables; they replace what would be computed, and services. Nothing by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Of a first start: `preferred` are the well-known ones or the next free, `free` (default) are any. Later starts use the same. */
  readonly ports?: 'free' | 'preferred';
  /** Survives a power cut. Off by default: tests need not wait for the disk. */
  readonly durable?: boolean;
  /** Deletes what an earlier stack kept there. */
  readonly fresh?: boolean;
  readonly say?: (line: string) => void;
  /** Prints every log line. */
  readonly verbose?: boolean;
  /** A process died on its own and is not started again (api and worker are). */
  readonly onDeath?: (name: string, problem: Error) => void;
  /** Runs once the data folder is ours, before anything starts. */
  readonly prepare?: (supervisor: import('./supervisor.mjs').Supervisor) => Promise<void>;
}

export interface Stack extends Ready {
  /** What runs now. Workers are called worker, worker-2, worker-3. */
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
  /** Log file of a process. */
  logFile(name: string): string;
  /** Ends a process until {@link restart}. */
  kill(name: string, signal?: NodeJS.Signals): Promise<void>;
  /** Starts a process again on the same ports, and waits until it is ready. */
  restart(name: string): Promise<void>;
  /** Stops everything, last started first. */
  stop(): Promise<void>;
}

/** A stack that another process runs. */
export interface AttachedStack extends Ready {
  processes(): Promise<readonly { readonly name: string; readonly pid: number }[]>;
  /** Ends a process until {@link restart}. To have it restarted automatically, kill its PID instead. */
  kill(name: string, signal?: NodeJS.Signals): Promise<void>;
  restart(name: string): Promise<void>;
}

export const ALL_SERVICES: readonly Service[];
export function startStack(options: StackOptions): Promise<Stack>;
export function attachStack(dataDir: string): AttachedStack;
