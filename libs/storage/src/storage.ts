/**
 * Files of the product: certificates, logos, lesson media. Keys look like `certificates/{school}/{id}.pdf`. An abstract class, so
 * that it can be injected. Both methods throw inside an open school scope, because a storage can be slow.
 */
export abstract class Storage {
  /** Writes a file. Replaces an existing file with the same key. */
  abstract put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /**
   * Reads a file.
   * @throws {FileMissingError} when there is none
   */
  abstract get(key: string): Promise<Uint8Array>;
}

/** Thrown if there is no file with a key. */
export class FileMissingError extends Error {
  constructor(readonly key: string) {
    super(`there is no file ${key} in the storage`);
    this.name = 'FileMissingError';
  }
}
