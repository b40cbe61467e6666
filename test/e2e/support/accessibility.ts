import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Sizes of a window: a mailer and a phone. */
export const windows = { mailer: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } } as const;

/**
 * A canvas is zoomed and cut off at its edge. On a phone, WCAG lets its targets be small, because the list of steps is an equivalent.
 */
const isOnCanvas = (html: string): boolean => /class="[^"]*\bnodrag nopan\b/.test(html);

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Looks at pages as axe does, at a mailer and on a phone, and collects what makes them inaccessible. */
export class Accessibility {
  /** What was found so far, one line each; a spec ends by expecting none. */
  readonly found: string[] = [];

  /** Checks the current page. */
  async look(page: Page, name: string): Promise<void> {
    const before = page.viewportSize() ?? windows.mailer;
    for (const size of [windows.mailer, windows.phone]) {
      await page.setViewportSize(size);
      await this.#examine(page, `${name} at ${size.width} px`, size === windows.phone);
    }
    await page.setViewportSize(before);
  }

  async #examine(page: Page, where: string, onPhone: boolean): Promise<void> {
    const axe = new AxeBuilder({ page }).options({ runOnly: rules, resultTypes: ['violations'] });
    // The email in a preview is a document of its own; only its frame is checked.
    const { violations } = await axe.setLegacyMode().analyze();
    for (const { id, impact, help, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      const counted = nodes.filter(({ html }) => !(id === 'target-size' && onPhone && isOnCanvas(html)));
      if (counted.length === 0) continue;
      this.found.push(`${where}: ${help} (${id}): ${counted.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
    }
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (beyond > 1) this.found.push(`${where}: the page is ${beyond} px wider than the window`);
  }
}
