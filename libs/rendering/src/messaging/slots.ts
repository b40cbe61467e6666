// Private-use characters. They are removed from templates and names, and HTML tools do not change them.
const start = '\ue000';
const afterOutput = '\ue001';
const afterTag = '\ue002';
const slot = /(?:<!--)?\ue000(\d+)[\ue001\ue002](?:-->)?/g;

/** Replaces Liquid by tokens while MJML and the text converter run, so that they do not parse, escape or reorder it. */
export class LiquidSlots {
  private readonly held: string[] = [];
  private readonly indexes = new Map<string, number>();

  /** A token for this Liquid in text or in an attribute. */
  inline(liquid: string): string {
    // The same Liquid gets the same token, so that a link with its URL as text is recognised.
    const index = this.indexes.get(liquid) ?? this.held.push(liquid) - 1;
    this.indexes.set(liquid, index);
    return `${start}${index}${liquid.startsWith('{%') ? afterTag : afterOutput}`;
  }

  /** A comment for this Liquid between table rows, where text is not allowed. */
  between(liquid: string): string {
    return `<!--${this.inline(liquid)}-->`;
  }

  /** Restores all pieces. */
  restore(markup: string): string {
    return markup.replace(slot, (_, index: string) => this.held[Number(index)] ?? '');
  }

  /** Escapes braces for Liquid, in values that are not templates. */
  literal(text: string): string {
    return withoutSlots(text).replace(/[{}]/g, (brace) => this.inline(`{{ "${brace}" }}`));
  }
}

/** Removes the characters that mark slots. */
export const withoutSlots = (text: string): string => text.replace(/[\ue000-\ue002]/g, '');

/** Removes lines of the text part that contain only Liquid tags. */
export const standaloneSlot = /^[ \t]*((?:\ue000\d+\ue002)+)[ \t]*\n/gm;
