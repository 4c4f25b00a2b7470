import { expect, test } from 'vitest';
import { readAddress, roomPath, roomsPath, streamPath } from './live-address.ts';

test('IDs of any letters come back from an address as they were', () => {
  const place = { appID: 7, roomID: '100%25 #1+2&x=\\`,.<>', streamID: 'a-b_c' };
  const search = streamPath(place, 'u%3F&').split('?')[1] ?? '';
  expect(readAddress(`?${search}`)).toEqual({ ...place, userID: 'u%3F&' });
});

test('a room is named by its project and its ID', () => {
  expect(roomPath({ appID: 7, roomID: 'demo' })).toBe('/rooms/room?appID=7&roomID=demo');
});

test('an address without a project is of all projects', () => {
  expect(roomsPath()).toBe('/rooms');
  expect(readAddress('').appID).toBeUndefined();
  expect(readAddress('?appID=none').appID).toBeUndefined();
});
