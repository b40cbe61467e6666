import { Context, type Emitter, type Liquid, type RenderOptions, type Template, toValueSync } from 'liquidjs';
import { renderLimitMs } from './engine.js';

/** Maximum length of one filled-in part: five times the length at which mail clients truncate an email. */
const longestPart = 500_000;

/** The filled-in text is too long for an email. */
export class RenderedTooLongError extends Error {
  override readonly name = 'RenderedTooLongError';
  constructor() {
    super(`the text is longer than ${longestPart} characters once it is filled in; shorten what its loops repeat`);
  }
}

/** The template needs more CPU time than an email may take. */
export class RenderedTooSlowlyError extends Error {
  override readonly name = 'RenderedTooSlowlyError';
  constructor() {
    super(`filling it in takes longer than ${renderLimitMs} ms; simplify its loops`);
  }
}

/** The machine gave the process too little CPU time to fill in the template. A later attempt can succeed. */
export class MachineBusyError extends Error {
  override readonly name = 'MachineBusyError';
  constructor() {
    super('the machine is too busy to fill in a template');
  }
}

/** How often a template is filled in before the machine counts as too busy. */
const attempts = 10;

/**
 * Fills in a parsed template. Liquid's limits cover time and the memory of filters, but not the output of loops, and later
 * steps take time in proportion to it. So the length is limited while it grows. Liquid measures elapsed time, of which a busy machine
 * may give this process little, so a template is at fault only if it used that much CPU time.
 */
export function fillTemplate(engine: Liquid, template: Template[], scope: object, options: RenderOptions = {}): string {
  const before = process.cpuUsage();
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      const context = new Context(scope, engine.options, { ...options, sync: true }, { liquid: engine });
      return String(toValueSync(engine.renderer.renderTemplates(template, context, new LimitedEmitter())));
    } catch (error) {
      const { user, system } = process.cpuUsage(before);
      if (!hasRunOutOfTime(error)) throw error;
      if ((user + system) / 1000 >= renderLimitMs) throw new RenderedTooSlowlyError();
    }
  }
  throw new MachineBusyError();
}

const hasRunOutOfTime = (error: unknown): boolean => error instanceof Error && error.message.includes('render limit exceeded');

class LimitedEmitter implements Emitter {
  buffer = '';

  write(value: unknown): void {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') this.buffer += value;
    if (this.buffer.length > longestPart) throw new RenderedTooLongError();
  }
}
