import { isDeepStrictEqual } from 'node:util';

/** One check. */
export interface Proof {
  readonly chapter: string;
  readonly at: string;
  readonly fact: string;
  readonly holds: boolean;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** A check failed, which ends the story. */
export class WrongFact extends Error {}

/** Prints the story: each step with its business time, what happened, and the check. */
export class Narrator {
  readonly proofs: Proof[] = [];
  #chapter = '';
  #at = '';

  constructor(private readonly say: (line: string) => void) {}

  chapter(title: string): void {
    this.#chapter = title;
    this.say(`\n${title}`);
  }

  /** Business time of what follows. */
  at(instant: string): void {
    this.#at = instant;
  }

  /** What happened. */
  tell(what: string): void {
    this.say(`  ${this.#at ? `${this.#at.slice(0, 16).replace('T', ' ')}  ` : ''}${what}`);
  }

  /** Something must be so. @throws {WrongFact} */
  check(fact: string, actual: unknown, expected: unknown = true): void {
    const holds = isDeepStrictEqual(actual, expected);
    this.proofs.push({ chapter: this.#chapter, at: this.#at, fact, holds, ...(holds ? {} : { expected, actual }) });
    this.say(`    ${holds ? '✓' : '✗'} ${fact}`);
    if (holds) return;
    this.say(`      expected ${JSON.stringify(expected)}\n      but got  ${JSON.stringify(actual)}`);
    throw new WrongFact(fact);
  }
}
