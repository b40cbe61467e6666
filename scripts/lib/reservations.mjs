import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTimeOf } from './process-times.mjs';

/** Attempts while another process reserves the same thing at the same moment. */
const ATTEMPTS = 5;

/** @param {string} startTime */
const hashOf = (startTime) => createHash('sha256').update(startTime).digest('hex').slice(0, 16);
const self = `${process.pid}-${hashOf(startTimeOf(process.pid) ?? '')}`;

/**
 * What processes have reserved: empty files named thing-process-start in one folder. The name holds everything, so a
 * reservation exists completely or not at all, and any process can recognise and remove one whose process is gone.
 */
export class Reservations {
  /** @type {Set<string>} */ #held = new Set();
  #forgetAll = () => {
    for (const thing of this.#held) rmSync(this.#fileOf(thing), { force: true });
  };

  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  /**
   * Reserves a thing until this process ends or gives it back. Each process makes its reservation visible first and checks for
   * others afterwards. Of two that meet, at least one sees the other, so never both keep it; pauses of random length let one
   * of them have it.
   * @param {string} thing without a hyphen
   * @returns {Promise<number | null>} the process that has it, or null where this one has it now
   */
  async reserve(thing) {
    for (let attempt = 1; ; attempt++) {
      this.#hold(thing);
      const [other] = this.#others(thing);
      if (other === undefined) return null;
      this.giveBack(thing);
      if (attempt === ATTEMPTS) return other;
      await sleep(5 + Math.random() * 40);
    }
  }

  /** @param {string} thing */
  giveBack(thing) {
    if (!this.#held.delete(thing)) return;
    rmSync(this.#fileOf(thing), { force: true });
    if (this.#held.size === 0) process.off('exit', this.#forgetAll);
  }

  /** @param {string} thing */
  #hold(thing) {
    mkdirSync(this.folder, { recursive: true, mode: 0o755 });
    if (this.#held.size === 0) process.once('exit', this.#forgetAll);
    this.#held.add(thing);
    closeSync(openSync(this.#fileOf(thing), 'w'));
  }

  /**
   * Other live processes that have reserved a thing.
   * @param {string} thing
   * @returns {number[]}
   */
  #others(thing) {
    return readdirSync(this.folder).flatMap((name) => {
      const [ofThing, pid, start] = name.split('-');
      if (ofThing !== thing || !start || name === `${thing}-${self}`) return [];
      const startTime = startTimeOf(Number(pid));
      if (startTime !== null && hashOf(startTime) === start) return [Number(pid)];
      rmSync(join(this.folder, name), { force: true });
      return [];
    });
  }

  /** @param {string} thing */
  #fileOf(thing) {
    return join(this.folder, `${thing}-${self}`);
  }
}
