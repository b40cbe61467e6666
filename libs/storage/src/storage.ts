/** Files of the product: certificates, logos, lesson media. Keys are ours, such as `certificates/{school}/{id}.pdf`. */
export interface Storage {
  /** Writes a file; one that is there under the same key is replaced. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /**
   * Reads a file.
   * @throws {FileMissingError} when there is none
   */
  get(key: string): Promise<Uint8Array>;
}

/** There is no file under a key. */
export class FileMissingError extends Error {
  constructor(readonly key: string) {
    super(`there is no file ${key} in the storage`);
    this.name = 'FileMissingError';
  }
}
