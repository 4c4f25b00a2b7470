import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { App } from './app.tsx';

// The page's content security policy allows no code made at run time, which zod would try first.
z.config({ jitless: true });

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
