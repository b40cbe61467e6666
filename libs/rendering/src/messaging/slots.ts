// Private-use characters: no template, name or markup contains them (authors' are removed), and no HTML tool touches them.
const start = '\ue000';
const afterOutput = '\ue001';
const afterTag = '\ue002';
const slot = /(?:<!--)?\ue000(\d+)[\ue001\ue002](?:-->)?/g;

/**
 * Holds Liquid out of sight while MJML and the text converter work, so that neither parses, escapes nor reorders it.
 */
export class LiquidSlots {
  private readonly held: string[] = [];
  private readonly indexes = new Map<string, number>();

  /** A token to stand for this Liquid in text or in an attribute. */
  inline(liquid: string): string {
    // The same Liquid is the same token, so that a link is seen to be its own text.
    const index = this.indexes.get(liquid) ?? this.held.push(liquid) - 1;
    this.indexes.set(liquid, index);
    return `${start}${index}${liquid.startsWith('{%') ? afterTag : afterOutput}`;
  }

  /** A comment to stand for this Liquid between table rows, where text is not allowed. */
  between(liquid: string): string {
    return `<!--${this.inline(liquid)}-->`;
  }

  /** Puts every held piece back. */
  restore(markup: string): string {
    return markup.replace(slot, (_, index: string) => this.held[Number(index)] ?? '');
  }

  /** The text without each of its braces meaning anything to Liquid, for values that are not templates. */
  literal(text: string): string {
    return withoutSlots(text).replace(/[{}]/g, (brace) => this.inline(`{{ "${brace}" }}`));
  }
}

/** Takes out the characters that mark slots. */
export const withoutSlots = (text: string): string => text.replace(/[\ue000-\ue002]/g, '');

/** A line of the text part that holds nothing but Liquid tags leaves no line behind. */
export const standaloneSlot = /^[ \t]*((?:\ue000\d+\ue002)+)[ \t]*\n/gm;
