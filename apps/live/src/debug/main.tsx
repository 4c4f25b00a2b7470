import { startPage } from '../page/start-page.tsx';
import { DebugPage } from './debug-page.tsx';

startPage('debug', <DebugPage />);
