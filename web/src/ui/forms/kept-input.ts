import type { UseFormInput } from '@mantine/form';

type Input = Readonly<Record<string, string | boolean>>;

/**
 * Input that a form restores when it opens again in this tab. Such a form does not ask before it is left, because people move
 * between sign-in, a forgotten password and a plan, and a dialog each time would be annoying.
 */
export class KeptInput<V extends Input> {
  #values: V;
  readonly #empty: V;
  readonly #key: string | null;

  /** @param key Name in the tab's storage, which survives a reload; null keeps the input in memory only, as a password must be. */
  constructor(key: string | null, empty: V) {
    this.#key = key;
    this.#empty = empty;
    this.#values = empty;
  }

  /** What was typed last; empty where nothing was. */
  read(): V {
    const stored = this.#stored();
    if (stored) this.#values = this.#own(stored);
    return this.#values;
  }

  /** Keeps the fields of this input; others are ignored. */
  keep(values: Readonly<Record<string, unknown>>): void {
    this.#values = this.#own(values);
    this.#store(JSON.stringify(this.#values));
  }

  /** Deletes it, after the form was submitted or the person signed out. */
  clear(): void {
    this.#values = this.#empty;
    this.#store(null);
  }

  #own(values: Readonly<Record<string, unknown>>): V {
    const own = Object.entries(this.#empty).map(([name, empty]) => {
      const value = values[name];
      return [name, typeof value === typeof empty ? value : empty];
    });
    return Object.fromEntries(own) as V;
  }

  #stored(): Readonly<Record<string, unknown>> | null {
    if (this.#key === null) return null;
    try {
      const stored: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null');
      return typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : null;
    } catch {
      // Storage is disabled in this browser. The value in memory is lost on reload.
      return null;
    }
  }

  #store(values: string | null): void {
    if (this.#key === null) return;
    try {
      if (values === null) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, values);
    } catch {
      // As above.
    }
  }
}

/** Options of `useForm` for a form whose fields are kept in two places, such as an address and a password. */
export function keptForm<A extends Input, B extends Input>(
  one: KeptInput<A>,
  other: KeptInput<B>,
): Pick<UseFormInput<A & B>, 'onValuesChange'> & { readonly initialValues: A & B } {
  return {
    initialValues: { ...one.read(), ...other.read() },
    onValuesChange: (values) => {
      one.keep(values);
      other.keep(values);
    },
  };
}
