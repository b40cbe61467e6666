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
    await this.#tool(kind).dragTo(this.#openEnd());
  }

  /** Drags from the way out of a step: onto a card, or off it by so many pixels. */
  async wire(nodeId: string, port: string, to: Locator | { right: number; down: number }): Promise<void> {
    const dot = this.page.locator(`.react-flow__handle[data-nodeid="${nodeId}"][data-handleid="${port}"]`);
    await this.#drag(await middleOf(dot), to);
  }

  /** Takes the end of what leads to a step, and leads it elsewhere. */
  async lead(intoNodeId: string, to: Locator | { right: number; down: number }): Promise<void> {
    const [x, y] = await middleOf(this.page.locator(`.react-flow__handle.target[data-nodeid="${intoNodeId}"]`));
    await this.#drag([x, y - 6], to);
  }

  /** Drags a step from the palette onto the line below a step, beside its +. */
  async dropBelow(kind: string, nodeId: string): Promise<void> {
    const dot = this.page.locator(`.react-flow__handle.source[data-nodeid="${nodeId}"]`).first();
    const [x, y] = await middleOf(dot);
    await this.#drag(await middleOf(this.#tool(kind)), [x + 12, y + 14]);
  }

  /** Puts a card on the line below a step. */
  async carry(card: Locator, belowNodeId: string): Promise<void> {
    const [x, y] = await middleOf(this.page.locator(`.react-flow__handle.source[data-nodeid="${belowNodeId}"]`).first());
    await this.#drag(await middleOf(card), [x, y + 26]);
  }

  async #drag([x, y]: Point, to: Locator | Point | { right: number; down: number }): Promise<void> {
    const [toX, toY] =
      'right' in to ? [x + to.right, y + to.down] : Array.isArray(to) ? (to as Point) : await middleOf(to as Locator);
    const { mouse } = this.page;
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move((x + toX) / 2, (y + toY) / 2, { steps: 6 });
    await mouse.move(toX, toY, { steps: 8 });
    await mouse.up();
  }

  #tool(kind: string): Locator {
    const palette = this.page.getByRole('complementary', { name: 'Steps you can drag onto a connection' });
    return palette.locator('[draggable]').filter({ has: this.page.getByText(kind, { exact: true }) });
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

type Point = readonly [x: number, y: number];

async function middleOf(what: Locator): Promise<Point> {
  const box = await what.boundingBox();
  if (!box) throw new Error(`not to be seen: ${what}`);
  return [box.x + box.width / 2, box.y + box.height / 2];
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
