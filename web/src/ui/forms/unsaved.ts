/** Target of a navigation. */
export interface Place {
  readonly pathname: string;
  readonly search: string;
}

/** A form with typed input that is not saved. */
export interface UnsavedForm {
  /** The dialog or drawer it is in; null for a form of the page. */
  readonly scope: symbol | null;
  /** It stays mounted behind other tabs of its page. */
  readonly keptAcrossTabs: boolean;
  /** Asked when something would discard it; rendering may be behind. */
  readonly isDirty: () => boolean;
}

/** Search parameters that show another tab, or open and close a dialog. */
const showsAnother = ['tab', 'new'] as const;

/** A question that waits for its answer. */
interface Question {
  readonly forms: readonly UnsavedForm[];
  readonly answer: (discard: boolean) => void;
}

/**
 * Every form with unsaved input, so that one guard asks before any of it is discarded: by a navigation, a tab, a closed dialog or
 * an unloaded page. Two guards do not work: the router supports a single blocker.
 */
export class UnsavedForms {
  readonly #forms = new Set<UnsavedForm>();
  readonly #listeners = new Set<() => void>();
  #question: Question | null = null;
  #snapshot = { any: false, asking: false };

  /** Adds a form. Returns how to remove it. */
  add(form: UnsavedForm): () => void {
    this.#forms.add(form);
    this.#notify();
    return () => {
      this.#forms.delete(form);
      this.#notify();
    };
  }

  /** Whether a navigation would discard typed input. */
  isLostBy(from: Place, to: Place): boolean {
    return this.#lostBy(from, to).length > 0;
  }

  /** Lets a navigation discard what it would. */
  discardBy(from: Place, to: Place): void {
    this.#discard(this.#lostBy(from, to));
  }

  /**
   * Asks before typed input is discarded: of one dialog, or of everything on the page. Resolves immediately if there is none.
   */
  async mayDiscard(scope?: symbol): Promise<boolean> {
    const forms = this.#dirty().filter((form) => scope === undefined || form.scope === scope);
    if (forms.length === 0) return true;
    // Escape reaches the dialog below the question as well: the question is already asked.
    if (this.#question) return false;
    const discard = await new Promise<boolean>((answer) => {
      this.#question = { forms, answer };
      this.#notify();
    });
    if (discard) this.#discard(forms);
    return discard;
  }

  /** Answers the question that {@link mayDiscard} asked. */
  answer(discard: boolean): void {
    const question = this.#question;
    this.#question = null;
    this.#notify();
    question?.answer(discard);
  }

  /** Discards all input on the page, after the person confirmed. */
  discardAll(): void {
    this.#discard([...this.#forms]);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether there is unsaved input, and whether a question waits for an answer. */
  readonly snapshot = (): { readonly any: boolean; readonly asking: boolean } => this.#snapshot;

  #lostBy(from: Place, to: Place): UnsavedForm[] {
    if (from.pathname !== to.pathname) return this.#dirty();
    const [before, after] = [new URLSearchParams(from.search), new URLSearchParams(to.search)];
    if (showsAnother.every((name) => before.get(name) === after.get(name))) return [];
    return this.#dirty().filter(({ keptAcrossTabs }) => !keptAcrossTabs);
  }

  #dirty(): UnsavedForm[] {
    return [...this.#forms].filter((form) => form.isDirty());
  }

  #discard(forms: readonly UnsavedForm[]): void {
    for (const form of forms) this.#forms.delete(form);
    this.#notify();
  }

  #notify(): void {
    const next = { any: this.#forms.size > 0, asking: this.#question !== null };
    if (next.any === this.#snapshot.any && next.asking === this.#snapshot.asking) return;
    this.#snapshot = next;
    for (const listener of this.#listeners) listener();
  }
}

/** The forms of this app. */
export const unsavedForms = new UnsavedForms();
