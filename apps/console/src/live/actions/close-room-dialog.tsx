import { useState } from 'react';
import { useChange } from '../../api/queries.ts';
import { Confirmation } from '../../controls/confirmation.tsx';
import { TextField } from '../../controls/field.tsx';
import { useToast } from '../../controls/toasts.tsx';
import type { RoomPlace } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';

type CloseRoomDialogProps = RoomPlace & { readonly users: number; readonly onClose: () => void };

/** Sends everyone away and ends a room, once its ID has been typed. */
export function CloseRoomDialog({ appID, roomID, users, onClose }: CloseRoomDialogProps) {
  const { actions: words, room } = useLiveWords();
  const [reason, setReason] = useState('');
  const closeRoom = useChange('closeRoom');
  const say = useToast();
  return (
    <Confirmation
      title={words.closeTitle}
      action={room.close}
      typed={roomID}
      onConfirm={async () => {
        await closeRoom.mutateAsync({ appID, roomID, reason });
        say('good', words.closed(roomID));
      }}
      onClose={onClose}
    >
      <p>{words.closeBody(users)}</p>
      <TextField label={words.reason} help={words.reasonHelp} value={reason} onChange={setReason} maxLength={256} />
    </Confirmation>
  );
}
