import { useSearchParams } from 'react-router';

interface NewDialog {
  readonly opened: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

/**
 * The dialog that creates an entry of a list. It is open while the URL has `new`, so that links can open it.
 * @param input parameters that prefill the dialog, removed when it closes
 */
export function useNewDialog(input: readonly string[] = []): NewDialog {
  const [search, setSearch] = useSearchParams();
  return {
    opened: search.has('new'),
    open: () =>
      setSearch((now) => {
        now.set('new', '1');
        return now;
      }),
    close: () =>
      setSearch((now) => {
        for (const name of ['new', ...input]) now.delete(name);
        return now;
      }),
  };
}
