import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Router } from 'wouter';
import { ConsoleClient } from '../api/console-client.ts';
import { ConsoleError } from '../api/console-error.ts';
import { ClientProvider } from '../api/queries.ts';
import { ToastProvider } from '../controls/toasts.tsx';
import { LanguageProvider } from '../language/language-context.tsx';
import { ThemeProvider } from '../theme/theme-context.tsx';
import { CrashGuard } from './crash-guard.tsx';
import { Gate } from './gate.tsx';

/** How long an answer counts as fresh. Milliseconds. */
const FRESH_FOR = 5_000;

/** The whole console. */
export function App() {
  const { client, queries } = useMemo(makeClients, []);
  return (
    <LanguageProvider>
      <ThemeProvider>
        <CrashGuard>
          <ClientProvider value={client}>
            <QueryClientProvider client={queries}>
              <ToastProvider>
                <Router base="/console">
                  <Gate />
                </Router>
              </ToastProvider>
            </QueryClientProvider>
          </ClientProvider>
        </CrashGuard>
      </ThemeProvider>
    </LanguageProvider>
  );
}

function makeClients(): { client: ConsoleClient; queries: QueryClient } {
  const client = new ConsoleClient();
  const queries = new QueryClient({
    defaultOptions: { queries: { staleTime: FRESH_FOR, retry: (count, error) => count < 2 && isPassing(error) } },
  });
  return { client, queries };
}

// A refusal stays one; only a server that is away may come back.
const isPassing = (error: unknown): boolean => error instanceof ConsoleError && error.reason === 'away';
