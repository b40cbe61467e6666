import type { Locator } from 'playwright-core';
import { Screen } from './screen.js';

/** The canvas of one automation. */
export class Canvas extends Screen {
  /** A step by what its card says. */
  card = (words: string | RegExp): Locator => this.page.getByRole('group').filter({ hasText: words });

  /** How many cards lie on the canvas. */
  cards = (): Promise<number> => this.page.getByRole('group').count();

  /** Starts an empty canvas with what happens. */
  startWith = (trigger: string): Promise<void> => this.press(trigger);

  /** Adds a step at the last open end, by clicking. */
  async add(kind: string): Promise<void> {
    await this.#openEnd().click();
    await this.page
      .getByRole('dialog')
      .getByRole('button')
      .filter({ has: this.page.getByText(kind, { exact: true }) })
      .click();
  }

  /** Drags a step from the palette onto the last open end. */
  async drop(kind: string): Promise<void> {
    const tool = this.page
      .getByRole('complementary', { name: 'Steps to drag onto a connection' })
      .getByText(kind, { exact: true });
    await tool.dragTo(this.#openEnd());
  }

  /** The settings of a step, open on the right. */
  settings = (kind: string): Locator => this.page.getByRole('region', { name: `Settings of ${kind}` });

  /** Chooses an option of a select. */
  async choose(field: Locator, option: string): Promise<void> {
    await field.click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Waits until everything is saved. */
  saved = (): Promise<void> => this.sees('Draft saved');

  #openEnd(): Locator {
    return this.page.getByRole('button', { name: 'Add a step here' }).last();
  }
}

/** One person's journey on the canvas. */
export class Journey extends Screen {
  /** Waits until the state is shown in the bar. */
  stands = (state: string): Promise<void> => this.sees(this.page.locator('main header').getByText(state, { exact: true }));

  /** Waits until the steps so far hold one that says this. */
  tells = (words: string): Promise<void> => this.sees(this.#visits().filter({ hasText: words }));

  /** How many steps there are so far. */
  steps = (): Promise<number> => this.#visits().count();

  #visits(): Locator {
    return this.page.getByRole('complementary', { name: 'What happened' }).getByRole('listitem');
  }
}
