/** A character that none of our fonts can print, such as an emoji in a name. */
export class MissingGlyphError extends Error {
  override readonly name = 'MissingGlyphError';
  readonly characters: readonly string[];
  constructor(characters: readonly string[]) {
    const unique = [...new Set(characters)];
    const codes = unique.map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
    // The characters come from a person's name, so the message holds only their codes.
    super(`no font can print ${codes.join(', ')}`);
    this.characters = unique;
  }
}

/** The logo or signature is neither PNG nor JPEG, or is damaged. */
export class CertificateImageError extends Error {
  override readonly name = 'CertificateImageError';
  constructor(
    readonly image: 'logo' | 'signature',
    options?: ErrorOptions,
  ) {
    super(`the ${image} is not a PNG or JPEG that can be printed`, options);
  }
}
