/**
 * The value of a header in a form that can be sent. `fetch` refuses anything outside Latin-1, so text is sent as its UTF-8 bytes,
 * as curl does; control characters, which would end the header, become spaces.
 */
export function headerValue(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  return Buffer.from(text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim(), 'utf8').toString('latin1');
}
