/** Thrown for a character that no font has, such as an emoji in a name. */
export class MissingGlyphError extends Error {
  override readonly name = 'MissingGlyphError';
  readonly characters: readonly string[];
  constructor(characters: readonly string[]) {
    const unique = [...new Set(characters)];
    const codes = unique.map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
    // The characters come from a person's name, so the message contains only their codes.
    super(`no font can print ${listed(codes)}${scriptsOf(unique)}`);
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

const listed = (codes: readonly string[]): string =>
  codes.length > 8 ? `${codes.slice(0, 8).join(', ')} and ${codes.length - 8} more` : codes.join(', ');

const scripts = [
  { name: 'Bengali', pattern: /\p{Script=Bengali}/u },
  { name: 'Tamil', pattern: /\p{Script=Tamil}/u },
  { name: 'Telugu', pattern: /\p{Script=Telugu}/u },
  { name: 'Gujarati', pattern: /\p{Script=Gujarati}/u },
  { name: 'Gurmukhi', pattern: /\p{Script=Gurmukhi}/u },
  { name: 'Kannada', pattern: /\p{Script=Kannada}/u },
  { name: 'Malayalam', pattern: /\p{Script=Malayalam}/u },
  { name: 'Oriya', pattern: /\p{Script=Oriya}/u },
  { name: 'Sinhala', pattern: /\p{Script=Sinhala}/u },
  { name: 'Armenian', pattern: /\p{Script=Armenian}/u },
  { name: 'Georgian', pattern: /\p{Script=Georgian}/u },
  { name: 'Ethiopic', pattern: /\p{Script=Ethiopic}/u },
  { name: 'Khmer', pattern: /\p{Script=Khmer}/u },
  { name: 'Lao', pattern: /\p{Script=Lao}/u },
  { name: 'Myanmar', pattern: /\p{Script=Myanmar}/u },
  { name: 'Tibetan', pattern: /\p{Script=Tibetan}/u },
  { name: 'Mongolian', pattern: /\p{Script=Mongolian}/u },
  { name: 'Syriac', pattern: /\p{Script=Syriac}/u },
  { name: 'Thaana', pattern: /\p{Script=Thaana}/u },
];

/** Names of the scripts of these characters, if known. */
function scriptsOf(characters: readonly string[]): string {
  const text = characters.join('');
  const names = scripts.filter(({ pattern }) => pattern.test(text)).map(({ name }) => `${name} letters`);
  if (/\p{Extended_Pictographic}/u.test(text)) names.push('emoji');
  return names.length > 0 ? ` (${names.join(', ')})` : '';
}
