import { startPage } from '../page/start-page.tsx';
import { WatchPage } from './watch-page.tsx';

startPage('watch', <WatchPage />);
