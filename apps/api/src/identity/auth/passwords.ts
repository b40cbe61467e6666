import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Argon2id. Checking an unknown address takes as long as a known one, so that the time reveals nothing. */
@Injectable()
export class Passwords {
  readonly #decoy = hash('no account has this password', cost);

  hash(password: string): Promise<string> {
    return hash(password, cost);
  }

  /** Whether the password matches; false if there is no hash, after the same work. */
  async fits(password: string, stored: string | null): Promise<boolean> {
    const fits = await verify(stored ?? (await this.#decoy), password);
    return stored !== null && fits;
  }
}
