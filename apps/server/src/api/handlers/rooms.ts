import { ApiRefusal } from '@freshet/protocol/server-api';
import type { Handlers } from './handler.ts';

const USER_OFFLINE = 50003;

export const roomHandlers: Handlers<'closeRoom' | 'sendBroadcastMessage' | 'sendBarrageMessage' | 'sendCustomCommand'> =
  {
    closeRoom: async ({ appID, control }, { roomID, customReason: reason, roomCloseCallback: tellsClose }) => {
      if (!(await control.closeRoom(appID, roomID, { reason, tellsClose }))) throw new ApiRefusal(5024);
      return {};
    },

    sendBroadcastMessage: ({ appID, control }, { roomID, userID, userName = userID, messageContent }) => {
      const messageID = control.broadcast(appID, roomID, { userID, userName }, messageContent);
      if (messageID === undefined) throw new ApiRefusal(104);
      return { messageID };
    },

    sendBarrageMessage: ({ appID, control }, { roomID, userID, userName = userID, messageContent }) => {
      const messageID = control.barrage(appID, roomID, { userID, userName }, messageContent);
      if (messageID === undefined) throw new ApiRefusal(104);
      return { messageID };
    },

    sendCustomCommand: ({ appID, control }, { roomID, fromUserID, toUserIDs, messageContent }) => {
      const failed = control.command(appID, roomID, fromUserID, toUserIDs, messageContent);
      if (failed === undefined) throw new ApiRefusal(50001);
      return { failUsers: failed.map((userID) => ({ userID, code: USER_OFFLINE })) };
    },
  };
