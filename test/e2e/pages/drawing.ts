import type { Locator, Page } from 'playwright-core';
import { Canvas } from './canvas.js';

/** One comparison of a condition, as the form names it. */
export interface Comparison {
  readonly field: string;
  /** The course of a field about a course. */
  readonly course?: string;
  readonly comparison?: string;
  readonly value?: string;
}

/** Settings of a step by their labels. A boolean is a switch, a list of numbers are days of the week. */
export type Settings = Readonly<Record<string, string | boolean>> & { readonly if?: never };

/** Where a step is added: at the open end of a branch of another one. */
export interface Place {
  readonly step: string;
  readonly port: string;
}

/** Draws an automation on the canvas, step by step, as an admin does. */
export class Drawing {
  readonly canvas: Canvas;

  private constructor(
    private readonly page: Page,
    readonly id: string,
  ) {
    this.canvas = new Canvas(page);
  }

  /** Opens the empty canvas of an automation. */
  static async open(page: Page, adminUrl: string, id: string): Promise<Drawing> {
    await page.goto(`${adminUrl}/automations/${id}`);
    return new Drawing(page, id);
  }

  /** Chooses the trigger. Its step is called `start`. */
  async start(trigger: string): Promise<Place> {
    await this.canvas.startWith(trigger);
    await this.canvas.sees(this.canvas.settings('Trigger'));
    return { step: await this.#selected(), port: 'next' };
  }

  /** Adds a step at the open end of a branch, and opens its settings. */
  async add(kind: string, { step, port }: Place, settings: Settings = {}): Promise<{ readonly step: string }> {
    await this.page.locator(`[data-id="open:${step}:${port}"]`).getByRole('button', { name: 'Add a step here' }).click();
    await this.page
      .getByRole('dialog', { name: 'Add a step' })
      .getByRole('button')
      .filter({ has: this.page.getByText(kind, { exact: true }) })
      .click();
    const panel = this.canvas.settings(kind);
    await this.canvas.sees(panel);
    for (const [label, value] of Object.entries(settings)) await this.#set(panel, label, value);
    return { step: await this.#selected() };
  }

  /** Adds a comparison to the condition of the step that is open. */
  async compare(kind: string, { field, course, comparison, value }: Comparison): Promise<void> {
    const panel = this.canvas.settings(kind);
    await panel.getByRole('button', { name: 'Add a condition' }).last().click();
    await this.#pick(panel.getByRole('combobox', { name: 'Field', exact: true }).last(), field);
    if (course) await this.#pick(panel.getByRole('combobox', { name: 'Course', exact: true }).last(), course);
    if (comparison) await this.#pick(panel.getByRole('combobox', { name: 'Comparison', exact: true }).last(), comparison);
    if (value === undefined) return;
    const operand = panel.getByLabel('Compared with').last();
    if ((await operand.getAttribute('role')) === 'combobox' || (await operand.getAttribute('aria-haspopup')) === 'listbox')
      await this.#pick(operand, value, false);
    else await operand.fill(value);
  }

  /** Adds an event that ends journeys at any step, in the settings of the automation. */
  async exitWhen(event: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Enter / }).click();
    await this.#pick(this.page.getByLabel('Exit when').first(), event);
    await this.page.keyboard.press('Escape');
  }

  /** Saves and publishes. */
  async publish(): Promise<void> {
    await this.canvas.saved();
    await this.canvas.publish();
  }

  async #set(panel: Locator, label: string, value: string | boolean): Promise<void> {
    if (typeof value === 'boolean') {
      const control = panel.getByRole('switch', { name: label });
      if ((await control.isChecked()) !== value) await control.click();
      return;
    }
    const list = panel.getByRole('combobox', { name: label, exact: true });
    if ((await list.count()) > 0) await this.#pick(list.first(), value);
    else await panel.getByLabel(label, { exact: true }).first().fill(value);
  }

  /** Chooses an option, by typing where the list is searched. Of a record, the list may say more than its name. */
  async #pick(list: Locator, option: string, exact = true): Promise<void> {
    await list.click();
    if (await list.isEditable()) await list.fill(option);
    await this.page.getByRole('option', { name: option, exact }).first().click();
  }

  async #selected(): Promise<string> {
    const selected = this.page.locator('.react-flow__node.selected');
    await selected.waitFor();
    return (await selected.getAttribute('data-id')) ?? '';
  }
}
