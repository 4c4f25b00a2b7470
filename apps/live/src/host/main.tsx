import { startPage } from '../page/start-page.tsx';
import { HostPage } from './host-page.tsx';

startPage('host', <HostPage />);
