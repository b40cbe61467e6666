import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { config } from 'zod';
import { queryClient } from '../ui/api/query-client';
import { PerennialTheme } from '../ui/theme/PerennialTheme';
import { router } from './router';

// The content security policy forbids code made at run time, which zod would otherwise try.
config({ jitless: true });

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
