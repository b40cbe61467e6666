import { Context, type Emitter, type Liquid, type RenderOptions, type Template, toValueSync } from 'liquidjs';

/** The longest text that filling in one part may give: five times what a mail program shows before it cuts an email off. */
const longestPart = 500_000;

/** Filling a template in gave more text than an email may hold. */
export class RenderedTooLongError extends Error {
  override readonly name = 'RenderedTooLongError';
  constructor() {
    super(`the text is longer than ${longestPart} characters once it is filled in; shorten what its loops repeat`);
  }
}

/**
 * Fills a parsed template in. Liquid's own limits count time and the memory of filters, not what loops write, and whatever reads
 * the result afterwards takes time in proportion to its length: so the length is limited while it grows.
 */
export function fillTemplate(engine: Liquid, template: Template[], scope: object, options: RenderOptions = {}): string {
  const context = new Context(scope, engine.options, { ...options, sync: true }, { liquid: engine });
  return String(toValueSync(engine.renderer.renderTemplates(template, context, new LimitedEmitter())));
}

class LimitedEmitter implements Emitter {
  buffer = '';

  write(value: unknown): void {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') this.buffer += value;
    if (this.buffer.length > longestPart) throw new RenderedTooLongError();
  }
}
