import { startPage } from '../page/start-page.tsx';
import { LandingPage } from './landing-page.tsx';

startPage('landing', <LandingPage />);
