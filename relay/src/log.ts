/** Where the relay writes its lines. */
export interface RelayLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
