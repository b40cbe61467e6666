/** What a visitor typed on a plan's page, kept in this tab while the payment page is open. */
export interface KeptBuyer {
  readonly email: string;
  readonly name: string;
}

const key = 'perennial-buyer';
const nobody: KeptBuyer = { email: '', name: '' };

/** Keeps what was typed, so that the form is not empty for somebody who comes back without paying. */
export function keepBuyer({ email, name }: KeptBuyer): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ email, name }));
  } catch {
    // Storage is off in this browser: the form will be empty, and everything else works.
  }
}

/** What was kept; empty where nothing was. */
export function keptBuyer(): KeptBuyer {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return nobody;
    const text = (name: string): string => {
      const value = (kept as Record<string, unknown>)[name];
      return typeof value === 'string' ? value : '';
    };
    return { email: text('email'), name: text('name') };
  } catch {
    return nobody;
  }
}
