import { createHash, randomBytes } from 'node:crypto';

/** SHA-256 of a token, in hex: what a row holds, so that stolen rows give no access. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** 32 random bytes for a cookie, a link or a key. */
export const newToken = (): string => randomBytes(32).toString('base64url');
