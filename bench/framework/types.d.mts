import type { Supervisor } from '../../scripts/lib/supervisor.mjs';

/** What one round of one side measured. Every number is kept in the report. */
export interface Measured {
  /** What counts as done, per second. */
  readonly perSecond?: number;
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  readonly errors?: number;
  readonly [figure: string]: number | undefined;
}

/** A round that was kept, with what the machine did meanwhile. */
export interface Round {
  readonly side: string;
  readonly measured: Measured;
  /** Cores that each process used, by its name. */
  readonly cores: Readonly<Record<string, number>>;
  /** Cores that processes used which belong to neither side. */
  readonly unrelated: number;
}

/** One of the two sides of a comparison. */
export interface Side {
  readonly label: string;
  /** Works for about this many seconds and measures. */
  round(seconds: number): Promise<Measured>;
  /** Waits until nothing of the round is left to do, so that the other side has the machine to itself. */
  idle?(): Promise<void>;
}

/** Both sides in the same minutes, alternating. */
export interface Comparison {
  readonly name: string;
  readonly ours: Side;
  readonly peer: Side;
  /** Of each side before the first round that counts; from the command line by default. */
  readonly warmUpSeconds?: number;
  readonly seconds?: number;
  readonly rounds?: number;
}

export interface Compared {
  readonly ours: readonly Round[];
  readonly peer: readonly Round[];
  /** Ours divided by the peer's, of rounds next to each other. */
  ratio(of: string): Spread;
}

/** The middle of several values, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** One number, with a goal or only to be compared with an earlier one. */
export interface Figure {
  readonly name: string;
  /** Absent where it could not be measured: then `missing` says why. */
  readonly value?: number | Spread;
  readonly goal?: number;
  /** `at least` by default. */
  readonly bound?: 'at least' | 'at most';
  /** `ratio` by default. */
  readonly unit?: string;
  readonly missing?: string;
}

export interface Options {
  /** Rounds of each side. */
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUp: number;
  /** A part of the name of what to measure; everything by default. */
  readonly only: string | undefined;
  /** Keeps rounds during which other programs worked, and says that the figures are not comparable. */
  readonly allowBusy: boolean;
  /** Share of the full size (10,000 recipients, say) to measure with, while developing. */
  readonly scale: number;
}

/** What a bench is given. */
export interface Context {
  readonly options: Options;
  say(line: string): void;
  /** Whether `--only` asks for this; true without it. */
  wants(name: string): boolean;
  compare(comparison: Comparison): Promise<Compared>;
  /** One side alone, for goals that are no ratios. The same discard rule applies. */
  measure(name: string, side: Side, times?: Partial<Pick<Options, 'rounds' | 'seconds' | 'warmUp'>>): Promise<readonly Round[]>;
  /** Adds a figure to the result. */
  figure(figure: Figure): void;
  /** Names a process, so that its CPU is reported by itself. Children belong to the nearest named process above them. */
  label(pid: number, name: string): void;
  /** Runs peers and other programs; their processes are labelled. Stopped at the end. */
  readonly supervisor: Supervisor;
  /** A folder that is removed at the end. */
  readonly folder: string;
  /** Runs at the end, the last one first. */
  defer(work: () => unknown): void;
}

/** The default export of `bench/NAME/bench.mjs`. */
export interface Bench {
  /** One line for the list of benches. */
  readonly about: string;
  /** What the bench needs more or less of than the rest. */
  readonly defaults?: Partial<Pick<Options, 'rounds' | 'seconds' | 'warmUp'>>;
  run(context: Context): Promise<void>;
}

/** What a peer's web server answers with: fastify's reply, as far as our programs use it. */
export interface StartReply {
  code(status: number): { send(body?: object): unknown };
}
