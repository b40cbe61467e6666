import type { Locator } from 'playwright-core';
import { Screen } from './screen.js';

/** The course player on the portal. */
export class Player extends Screen {
  /** Chooses a lesson from the outline, locked or not. */
  choose = (lesson: string): Promise<void> => this.#lesson(`^\\w+: ${lesson}`).click();

  /** Waits until the outline marks a lesson. */
  marked = (lesson: string, mark: 'done' | 'open' | 'started' | 'locked'): Promise<void> =>
    this.sees(this.#lesson(`^${mark}: ${lesson}`));

  /** Waits until this share of the course is done. */
  progress = (percent: number): Promise<void> => this.sees(this.page.getByText(`${percent}% done`, { exact: true }));

  #lesson(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Lessons' }).getByRole('button', { name: new RegExp(name) });
  }
}
