import type { QueryClient } from '@tanstack/react-query';
import { isRefusal } from '../../ui/api/failure';
import { type Automation, automationKey, saveDraft } from './automation';
import type { EditorStore } from './canvas/editor-store';

const afterMs = 800;

/** Saves the drawing a moment after each change, one save at a time, never over somebody else's. */
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

  /** Begins to save changes; the result ends it, and saves what is left. */
  start(): () => void {
    const stop = this.store.subscribe(({ graph }, before) => {
      if (graph !== before.graph) this.#changed();
    });
    return () => {
      stop();
      // Leaving within the moment before a save loses nothing: inside the app it is saved on the way out.
      void this.save();
    };
  }

  /** Saves what is open now. */
  async save(): Promise<void> {
    while (this.#running) await this.#running;
    clearTimeout(this.#timer);
    if (this.store.getState().graph === this.#saved) return;
    this.#running = this.#send().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  /** Saves what is open now; the revision to publish, or null if it could not be saved. */
  async flush(): Promise<number | null> {
    await this.save();
    return this.#saved === this.store.getState().graph ? this.#revision : null;
  }

  #changed(): void {
    const { graph, saving, setSaving } = this.store.getState();
    clearTimeout(this.#timer);
    if (graph === this.#saved) {
      // Undone before it was saved: nothing waits any more.
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
      // Whatever was drawn meanwhile, even an undo to what was there before, is not saved yet.
      if (changedSince) this.#schedule();
      // The next visit to this page starts from what was saved.
      this.queries.setQueryData<Automation>(automationKey(id), (old) => old && { ...old, draft: graph, draftRevision, problems });
    } catch (error) {
      setSaving(isRefusal(error, 'stale_revision') ? 'stale' : 'failed');
    }
  }
}
