import { elapsed, messageOf } from '../lib/say.mjs';

/** @typedef {{ name: string, passed: number, failed: number, ms: number }} PartResult */

/** Counts what passed and failed, part by part. */
export class Report {
  /** @type {PartResult[]} */ parts = [];
  /** @type {string[]} */ failures = [];

  /** @param {import('../lib/say.mjs').Say} say */
  constructor(say) {
    this.say = say;
  }

  /**
   * @param {string} name
   * @param {() => Promise<void>} work
   */
  async part(name, work) {
    const since = performance.now();
    /** @type {PartResult} */
    const part = { name, passed: 0, failed: 0, ms: 0 };
    this.parts.push(part);
    this.say(`\n■ ${name}`);
    try {
      await work();
    } catch (error) {
      this.count(0, 1, messageOf(error));
    }
    part.ms = performance.now() - since;
    this.say(`■ ${name}: ${part.passed} passed, ${part.failed} failed (${elapsed(since)})`);
  }

  /**
   * A check that is not a Jest test.
   * @param {string} name
   * @param {() => Promise<unknown>} work throws what is wrong
   */
  async check(name, work) {
    const since = performance.now();
    try {
      await work();
      this.count(1, 0);
      this.say(`  ✓ ${name} (${elapsed(since)})`);
      return true;
    } catch (error) {
      this.say(`  ✗ ${name} (${elapsed(since)})`);
      this.count(0, 1, `${name}\n${messageOf(error)}`);
      return false;
    }
  }

  /**
   * @param {number} passed
   * @param {number} failed
   * @param {string} [what] is wrong
   */
  count(passed, failed, what) {
    const part = this.parts.at(-1);
    if (!part) throw new Error('no part has begun');
    part.passed += passed;
    part.failed += failed;
    if (!what) return;
    this.failures.push(`${part.name}: ${what}`);
    this.say(what.replaceAll(/^/gm, '    '));
  }

  get failed() {
    return this.parts.reduce((sum, part) => sum + part.failed, 0);
  }

  /** Prints the summary; its last line is `N passed, N failed`. */
  summary() {
    const passed = this.parts.reduce((sum, part) => sum + part.passed, 0);
    this.say('\n■ summary');
    for (const { name, passed, failed, ms } of this.parts) {
      this.say(
        `  ${failed > 0 ? '✗' : '✓'} ${name.padEnd(11)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${(ms / 1000).toFixed(1).padStart(7)} s`,
      );
    }
    for (const failure of this.failures) this.say(`\n  ✗ ${failure.split('\n').slice(0, 6).join('\n    ')}`);
    this.say(`\n${passed} passed, ${this.failed} failed`);
  }
}
