// The entry of the web app.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { onSignedOut, onTokenRefused, Problem } from '@/kit/api';
import { LanguageProvider, readStoredLanguage } from '@/kit/i18n';
import { adoptSession, sessionKey, sessionQuery } from '@/kit/session';
import './base.css';
import './page.css';
import './rows.css';
import './form.css';
import './gate.css';
import './touch.css';
import { router } from './router';
import { registerServiceWorker } from './service-worker';
import { ThemeProvider } from './theme';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What is shown again is asked for again; until the answer is there, what is known is shown.
      staleTime: 0,
      // Without a network the service worker may still have the answer.
      networkMode: 'offlineFirst',
      // A refusal does not change by asking again; a lost connection may come back.
      retry: (failures, error) =>
        failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
    // What a person asks for now fails now, and is not done behind his back when the network is there again.
    mutations: { networkMode: 'always' },
  },
});

readStoredLanguage();
onSignedOut(() => adoptSession(queries, null));
onTokenRefused(() => void queries.invalidateQueries({ queryKey: sessionKey }));

queries.query(sessionQuery).catch(() => undefined); // asked again, and told, where it is needed

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <ThemeProvider>
          <RouterProvider router={router} />
        </ThemeProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
void registerServiceWorker();
