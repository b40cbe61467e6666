import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** Shows how a command is used, below its help. */
export const withExample = (command: Command, ...lines: readonly string[]): Command =>
  command.addHelpText(
    'after',
    `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  $ perennial ${line}`).join('\n')}`,
  );

/** What a command that acts takes. */
export interface ActingOptions {
  readonly idempotencyKey?: string;
}

/** A repeated command with the same key gets the first answer and changes nothing more. */
export const idempotencyKey = (): Option =>
  new Option('--idempotency-key <key>', 'a repeated command with the same key changes nothing more (default: a new key)');

/** The header of a command that acts. */
export const onceOnly = ({ idempotencyKey: key }: ActingOptions): { 'Idempotency-Key': string } => ({
  'Idempotency-Key': key ?? randomUUID(),
});

/** Parses an option that is a whole number. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** Parses an option that says how many. */
export function howMany(text: string): number {
  const number = wholeNumber(text);
  if (number < 1) throw new InvalidArgumentError('It must be at least 1.');
  return number;
}

/** Collects the values of an option that can be given several times. */
export const several = (value: string, earlier: readonly string[] = []): string[] => [...earlier, value];
