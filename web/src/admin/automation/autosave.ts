import type { QueryClient } from '@tanstack/react-query';
import { isRefusal } from '../../ui/api/failure';
import { type Automation, automationKey, saveDraft } from './automation';
import type { EditorStore } from './canvas/editor-store';

const afterMs = 800;

/** Saves the graph shortly after each change, one save at a time, without overwriting another person's changes. */
export class Autosave {
  #revision: number;
  #saved;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: EditorStore,
    private readonly automation: Pick<Automation, 'id' | 'draftRevision'>,
    private readonly queries: QueryClient,
  ) {
    this.#revision = automation.draftRevision;
    this.#saved = store.getState().graph;
  }

  /** Starts to save changes. The returned function stops, and saves pending changes. */
  start(): () => void {
    const stop = this.store.subscribe(({ graph }, before) => {
      if (graph !== before.graph) this.#changed();
    });
    return () => {
      stop();
      // Leaving before a save loses nothing: inside the app, the draft is saved on unmount.
      void this.save();
    };
  }

  /** Saves pending changes. */
  async save(): Promise<void> {
    while (this.#running) await this.#running;
    clearTimeout(this.#timer);
    if (this.store.getState().graph === this.#saved) return;
    this.#running = this.#send().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  /** Saves pending changes. Returns the revision to publish, or null if they could not be saved. */
  async flush(): Promise<number | null> {
    await this.save();
    return this.#saved === this.store.getState().graph ? this.#revision : null;
  }

  /**
   * Shows what another person saved, if nothing is left to save here.
   * @returns whether it was newer than what is shown
   */
  follow({ draft, draftRevision }: Pick<Automation, 'draft' | 'draftRevision'>): boolean {
    const { graph, load } = this.store.getState();
    if (draftRevision <= this.#revision || this.#running || graph !== this.#saved) return false;
    this.#revision = draftRevision;
    this.#saved = draft;
    load(draft);
    return true;
  }

  #changed(): void {
    const { graph, saving, setSaving } = this.store.getState();
    clearTimeout(this.#timer);
    if (graph === this.#saved) {
      // Undone before it was saved, so nothing is pending.
      if (saving === 'waiting') setSaving('saved');
      return;
    }
    if (saving !== 'stale') setSaving('waiting');
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), afterMs);
  }

  async #send(): Promise<void> {
    const { graph, setSaving } = this.store.getState();
    const { id } = this.automation;
    setSaving('saving');
    try {
      const { draftRevision, problems } = await saveDraft(id, graph, this.#revision);
      this.#revision = draftRevision;
      this.#saved = graph;
      const changedSince = this.store.getState().graph !== graph;
      setSaving(changedSince ? 'waiting' : 'saved');
      // Changes made in the meantime are not saved yet, even an undo to the earlier state.
      if (changedSince) this.#schedule();
      // The next visit to this page starts from what was saved.
      this.queries.setQueryData<Automation>(automationKey(id), (old) => old && { ...old, draft: graph, draftRevision, problems });
    } catch (error) {
      setSaving(isRefusal(error, 'stale_revision') ? 'stale' : 'failed');
    }
  }
}
