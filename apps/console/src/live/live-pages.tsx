import { Route, Switch } from 'wouter';
import { RoomPage } from './room/room-page.tsx';
import { RoomsPage } from './rooms/rooms-page.tsx';
import { StreamPage } from './stream/stream-page.tsx';

/** The pages of what is alive, below `/rooms`. */
export function LivePages() {
  return (
    <Switch>
      <Route path="/rooms/room" component={RoomPage} />
      <Route path="/rooms/stream" component={StreamPage} />
      <Route component={RoomsPage} />
    </Switch>
  );
}
