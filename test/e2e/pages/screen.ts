import type { Locator, Page } from 'playwright-core';

/** A page of the product, by what a person sees and can do. */
export abstract class Screen {
  constructor(readonly page: Page) {}

  /** Waits until this text is visible. If it does not appear, the error quotes the visible text. */
  async sees(what: string | RegExp | Locator): Promise<void> {
    const target = typeof what === 'string' || what instanceof RegExp ? this.page.getByText(what) : what;
    await target
      .first()
      .waitFor()
      .catch(async () => {
        const shown = await this.page.locator('body').innerText();
        throw new Error(`not to be seen: ${what} at ${this.page.url()}\nThe page says:\n${shown.slice(0, 2000)}`);
      });
  }

  /** Waits until the page has loaded: its title is shown, and no placeholder is left. */
  async loaded(): Promise<void> {
    await this.sees(this.page.getByRole('heading', { level: 1 }));
    await this.page.locator('[aria-busy="true"], [aria-label="Loading"]').first().waitFor({ state: 'detached' });
  }

  /** Waits for a heading. */
  heading = (name: string | RegExp): Promise<void> => this.sees(this.page.getByRole('heading', { name }));

  /** Presses a button by its label. */
  press = (name: string | RegExp): Promise<void> => this.page.getByRole('button', { name, exact: true }).first().click();

  /** Chooses an item of a menu. */
  async fromMenu(menu: string, item: string): Promise<void> {
    await this.press(menu);
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Follows a link by its text. */
  follow = (name: string | RegExp): Promise<void> => this.page.getByRole('link', { name, exact: true }).first().click();
}
