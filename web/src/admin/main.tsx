import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from '../ui/api/query-client';
import { loadWhenIdle } from '../ui/overlays/deferred';
import { overlays } from '../ui/overlays/overlays';
import { PerennialTheme } from '../ui/theme/PerennialTheme';
import { meQuery } from './identity/staff';
import { router } from './router';
import { palette } from './shell/Palette';

// The content security policy forbids code made at run time, which zod would otherwise try. Zod reads this when a page loads it.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

// Asked while the page is still being loaded: the shell, which shows nothing without the answer, waits for it.
void queryClient.prefetchQuery(meQuery);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <PerennialTheme>
          <RouterProvider router={router} />
        </PerennialTheme>
      </QueryClientProvider>
    </StrictMode>,
  );
}

loadWhenIdle(overlays, palette);
