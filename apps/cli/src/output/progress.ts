import type { Io } from '../io.js';

/** One line of progress on standard error. A terminal shows the newest only; a log gets a line for each change. */
export class Progress {
  #shown = '';

  constructor(private readonly io: Pick<Io, 'err' | 'errIsTerminal'>) {}

  show(text: string): void {
    if (text === this.#shown) return;
    this.#shown = text;
    this.io.err(this.io.errIsTerminal ? `\r\u001b[K${text}` : `${text}\n`);
  }

  /** Removes the line from a terminal, before the result is written. */
  end(): void {
    if (this.#shown !== '' && this.io.errIsTerminal) this.io.err('\r\u001b[K');
    this.#shown = '';
  }
}
