import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from '../ui/api/query-client';
import { PerennialTheme } from '../ui/theme/PerennialTheme';
import { router } from './router';

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
