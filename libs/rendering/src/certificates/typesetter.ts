import { BoundedCache } from './bounded-cache.js';
import { type Direction, directionOf } from './direction.js';
import { type Face, loadFont } from './fonts.js';
import { layOutRuns, type Run } from './runs.js';

/** How a line is set. */
export interface TextStyle {
  readonly face: Face;
  readonly size: number;
  readonly colour: string;
  /** Extra space between letters, in points. */
  readonly tracking?: number;
  /** Direction of the line, if it is part of a longer text. */
  readonly direction?: Direction;
}

interface SetLine {
  readonly runs: readonly Run[];
  readonly width: number;
}

/** Sets lines of any script on a page of pdfkit. */
export class Typesetter {
  constructor(private readonly doc: PDFKit.PDFDocument) {}

  /** One line centred on x, on the baseline y. Shrinks to fit the width. Returns the size and width it got. */
  async centred(
    text: string,
    x: number,
    y: number,
    style: TextStyle,
    maxWidth: number,
  ): Promise<{ size: number; width: number }> {
    const line = await this.measure(text, style);
    const size = line.width > maxWidth ? (style.size * maxWidth) / line.width : style.size;
    const width = Math.min(line.width, maxWidth);
    this.draw(line.runs, x - width / 2, y, { ...style, size, tracking: ((style.tracking ?? 0) * size) / style.size });
    return { size, width };
  }

  /** A paragraph of centred lines; smaller if it needs more lines than allowed. Returns the baseline of its last line. */
  async paragraph(
    text: string,
    x: number,
    y: number,
    given: TextStyle & { readonly leading: number; readonly maxLines: number },
    maxWidth: number,
  ): Promise<number> {
    const style = { ...given, direction: directionOf(text) };
    for (let size = style.size; ; size -= 0.5) {
      const full = await this.wrap(text, { ...style, size }, maxWidth);
      if (full.length > style.maxLines && size > 8) continue;
      const lines = await this.balance(text, { ...style, size }, maxWidth, full);
      const leading = (style.leading * size) / style.size;
      for (const [index, line] of lines.entries()) await this.centred(line, x, y + index * leading, { ...style, size }, maxWidth);
      return y + (lines.length - 1) * leading;
    }
  }

  /** Balances the lines, because a last line with one word looks like a mistake. */
  private async balance(text: string, style: TextStyle, maxWidth: number, full: string[]): Promise<string[]> {
    let best = full;
    for (let width = maxWidth * 0.95; width > maxWidth / 3 && full.length > 1; width -= maxWidth * 0.05) {
      const lines = await this.wrap(text, style, width);
      if (lines.length > full.length) break;
      best = lines;
    }
    return best;
  }

  private async wrap(text: string, style: TextStyle, maxWidth: number): Promise<string[]> {
    const lines: string[] = [];
    let line = '';
    for (const word of words(text)) {
      const longer = line + word;
      if (line.trim() && (await this.measure(longer.trim(), style)).width > maxWidth) {
        lines.push(line.trim());
        line = word;
      } else line = longer;
    }
    return [...lines, line.trim()].filter(Boolean);
  }

  /** How wide a line would be. */
  async widthOf(text: string, style: TextStyle): Promise<number> {
    return (await this.measure(text, style)).width;
  }

  private async measure(text: string, style: TextStyle): Promise<SetLine> {
    const runs = await layOutRuns(text, style.face, style.direction);
    await this.use(runs);
    const tracking = style.tracking ?? 0;
    const widths = runs.map((run) => this.runWidth(run, style.size, tracking) + tracking);
    return { runs, width: widths.reduce((sum, width) => sum + width, 0) - (runs.length > 0 ? tracking : 0) };
  }

  private runWidth(run: Run, size: number, tracking: number): number {
    const key = `${run.font} ${run.text}`;
    const width = widths.get(key) ?? widths.set(key, this.doc.font(run.font).fontSize(1000).widthOfString(run.text, options(0)));
    this.doc.font(run.font).fontSize(size);
    return (width * size) / 1000 + tracking * (run.text.length - 1);
  }

  private draw(runs: readonly Run[], left: number, baseline: number, style: TextStyle): void {
    const tracking = style.tracking ?? 0;
    let x = left;
    for (const run of runs) {
      const width = this.runWidth(run, style.size, tracking);
      this.doc
        .fillColor(style.colour)
        .text(run.text, x, baseline, { ...options(tracking), lineBreak: false, baseline: 'alphabetic' });
      x += width + tracking;
    }
  }

  private async use(runs: readonly Run[]): Promise<void> {
    for (const { font } of runs) this.doc.registerFont(font, await loadFont(font));
  }
}

/** Widths of runs at a size of 1000. Shaping takes most of the time of a certificate, and wrapping measures the same text many times. */
const widths = new BoundedCache<number>(5_000);

// Naming features, even none, makes pdfkit shape a run as a whole. Otherwise it works word by word, left to right, which
// puts Arabic and Hebrew words in the wrong order.
const options = (tracking: number) => ({ features: [], characterSpacing: tracking });

/** Places where a line may break: after spaces, and between the characters of scripts without spaces. */
const words = (text: string): string[] =>
  text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+\s*|\s+/gu,
  ) ?? [];
