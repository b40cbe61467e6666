import { Screen } from './screen.js';

/** The course player on the portal. */
export class Player extends Screen {
  /** Chooses a lesson from the outline, locked or not. */
  choose = (lesson: string): Promise<void> =>
    this.page.getByRole('navigation', { name: 'Lessons' }).getByRole('button', { name: lesson }).click();

  /** Waits until the outline marks a lesson: "done", "open", "begun" or "locked". */
  marked = (lesson: string, mark: 'done' | 'open' | 'begun' | 'locked'): Promise<void> =>
    this.sees(
      this.page.getByRole('navigation', { name: 'Lessons' }).getByRole('button', { name: new RegExp(`^${mark}: ${lesson}`) }),
    );

  /** Waits until the bar shows so many percent. */
  progress = (percent: number): Promise<void> =>
    this.sees(this.page.getByRole('progressbar', { name: `${percent} percent done` }));
}
