import type { RuleView } from '@freshet/protocol/console';

/**
 * Whom or what a rule is about.
 *
 * @param inRoom how the language says that something is in a room
 */
export function subjectText(
  { kind, address, roomID, userID, streamID }: RuleView,
  inRoom: (subject: string, roomID: string) => string,
): string {
  switch (kind) {
    case 'address':
      return address ?? '';
    case 'room':
      return roomID ?? '';
    case 'user':
      return userID ?? '';
    case 'roomUser':
      return inRoom(userID ?? '', roomID ?? '');
    case 'stream':
      return roomID === undefined ? (streamID ?? '') : inRoom(streamID ?? '', roomID);
  }
}
