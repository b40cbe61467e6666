import type { Locator } from 'playwright-core';
import { Screen } from './screen.js';

/** The canvas of one automation. */
export class Canvas extends Screen {
  /** A step by the text of its card. */
  card = (words: string | RegExp): Locator => this.page.getByRole('group').filter({ hasText: words });

  /** The number of cards on the canvas. */
  cards = (): Promise<number> => this.page.getByRole('group').count();

  /** Chooses the trigger on an empty canvas. */
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

  /** Adds a step by a click in the palette. */
  pickTool = (kind: string): Promise<void> => this.#tool(kind).click();

  /** Drags a step from the palette to a point of the canvas, counted from the middle of a card. */
  async dropBeside(kind: string, card: Locator, by: { right: number; down: number }): Promise<void> {
    const [x, y] = await middleOf(card);
    await this.#drag(await middleOf(this.#tool(kind)), [x + by.right, y + by.down]);
  }

  /** Drags a card by some pixels. */
  async move(card: Locator, by: { right: number; down: number }): Promise<void> {
    await this.#drag(await middleOf(card), by);
  }

  /** Draws a box around everything from left of one card to right of another, with the shift key. */
  async selectAround(first: Locator, last: Locator): Promise<void> {
    const [from, to] = [await boxOf(first), await boxOf(last)];
    await this.page.keyboard.down('Shift');
    await this.#drag([from.x - 30, from.y - 12], [to.x + to.width + 30, to.y + to.height + 12]);
    await this.page.keyboard.up('Shift');
  }

  /** Drags from a port of a step onto a card, or off it by some pixels. */
  async wire(nodeId: string, port: string, to: Locator | { right: number; down: number }): Promise<void> {
    const dot = this.page.locator(`.react-flow__handle[data-nodeid="${nodeId}"][data-handleid="${port}"]`);
    // Waits until it has come to rest and nothing covers it, such as a list that is closing.
    await dot.hover();
    await this.#drag(await middleOf(dot), to);
  }

  /** Drags the end of the line into a step to another step. */
  async lead(intoNodeId: string, to: Locator | { right: number; down: number }): Promise<void> {
    const [x, y] = await restingAt(this.page.locator(`.react-flow__handle.target[data-nodeid="${intoNodeId}"]`));
    await this.#drag([x, y - 6], to);
  }

  /** Drags a step from the palette onto the line below a step, beside its +. */
  async dropBelow(kind: string, nodeId: string): Promise<void> {
    const dot = this.page.locator(`.react-flow__handle.source[data-nodeid="${nodeId}"]`).first();
    const [x, y] = await restingAt(dot);
    await this.#drag(await restingAt(this.#tool(kind)), [x + 12, y + 14]);
  }

  /** Puts a card on the line below a step. */
  async carry(card: Locator, belowNodeId: string): Promise<void> {
    const [x, y] = await restingAt(this.page.locator(`.react-flow__handle.source[data-nodeid="${belowNodeId}"]`).first());
    await this.#drag(await restingAt(card), [x, y + 26]);
  }

  async #drag([x, y]: Point, to: Locator | Point | { right: number; down: number }): Promise<void> {
    const [toX, toY] =
      'right' in to ? [x + to.right, y + to.down] : Array.isArray(to) ? (to as Point) : await middleOf(to as Locator);
    const { mouse } = this.page;
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move((x + toX) / 2, (y + toY) / 2, { steps: 6 });
    await mouse.move(toX, toY, { steps: 8 });
    if (!('right' in to) && !Array.isArray(to)) await this.#follow(to as Locator, [toX, toY]);
    await mouse.up();
  }

  /** Moves the mouse to where a card is now: the canvas pans while a drag is near its edge. */
  async #follow(card: Locator, from: Point): Promise<void> {
    let at = from;
    for (let tries = 0; tries < 10; tries++) {
      const now = await middleOf(card);
      if (now[0] === at[0] && now[1] === at[1]) return;
      at = now;
      await this.page.mouse.move(...now);
    }
  }

  #tool(kind: string): Locator {
    return this.page.getByRole('complementary', { name: 'Steps to add' }).getByRole('button', { name: kind, exact: true });
  }

  /** The settings of a step, open on the right. */
  settings = (kind: string): Locator => this.page.getByRole('region', { name: `Settings of ${kind}` });

  /** Chooses an option of a select, by typing where the list is searched. */
  async choose(field: Locator, option: string): Promise<void> {
    await field.click();
    if (await field.isEditable()) await field.fill(option);
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Publishes what is drawn, after the summary of what changes. */
  async publish(): Promise<void> {
    await this.press('Publish');
    await this.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish / })
      .click();
    await this.sees('Published. People already in progress stay on the version they entered.');
  }

  /** Waits until everything is saved. */
  saved = (): Promise<void> => this.sees('Draft saved');

  #openEnd(): Locator {
    return this.page.getByRole('button', { name: 'Add a step here' }).last();
  }
}

type Point = readonly [x: number, y: number];

/** The middle of something that no longer moves. A drag from where it was before would miss it. */
async function restingAt(what: Locator): Promise<Point> {
  const element = await what.elementHandle();
  await element?.waitForElementState('stable');
  return middleOf(what);
}

async function boxOf(what: Locator) {
  const box = await what.boundingBox();
  if (!box) throw new Error(`not to be seen: ${what}`);
  return box;
}

async function middleOf(what: Locator): Promise<Point> {
  const { x, y, width, height } = await boxOf(what);
  return [x + width / 2, y + height / 2];
}

/** One person's journey on the canvas. */
export class Journey extends Screen {
  /** Waits until the state is shown in the bar. */
  stands = (state: string): Promise<void> => this.sees(this.page.locator('main header').getByText(state, { exact: true }));

  /** Waits until a step so far has this text. */
  tells = (words: string): Promise<void> => this.sees(this.#visits().filter({ hasText: words }));

  /** How many steps there are so far. */
  steps = (): Promise<number> => this.#visits().count();

  #visits(): Locator {
    return this.page.getByRole('complementary', { name: 'What happened' }).getByRole('listitem');
  }
}
