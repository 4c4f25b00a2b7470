import { expect, test } from 'vitest';
import { bodyText } from './body-text.ts';

test('a JSON body gets a line for each member and keeps numbers beyond 2^53', () => {
  expect(bodyText('{"event":"room_create","room_session_id":858012925204410400,"tags":["a, b",{}],"none":[]}')).toBe(
    [
      '{',
      '  "event": "room_create",',
      '  "room_session_id": 858012925204410400,',
      '  "tags": [',
      '    "a, b",',
      '    {}',
      '  ],',
      '  "none": []',
      '}',
    ].join('\n'),
  );
});

test('a body that is no JSON stays as it is', () => {
  expect(bodyText('event=room_create&appid=1')).toBe('event=room_create&appid=1');
});
