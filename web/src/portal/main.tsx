import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from '../ui/api/query-client';
import { loadWhenIdle } from '../ui/overlays/deferred';
import { overlays } from '../ui/overlays/overlays';
// Must run before the router, which reads the address when it is loaded.
import './platform/address-proof';
import { router } from './router';
import { PortalFrame } from './shell/PortalFrame';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <PortalFrame>
          <RouterProvider router={router} />
        </PortalFrame>
      </QueryClientProvider>
    </StrictMode>,
  );
}

loadWhenIdle(overlays);
