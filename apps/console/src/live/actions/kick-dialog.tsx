import type { UserView } from '@freshet/protocol/console';
import { useState } from 'react';
import { useChange } from '../../api/queries.ts';
import { Confirmation } from '../../controls/confirmation.tsx';
import { TextField } from '../../controls/field.tsx';
import { useToast } from '../../controls/toasts.tsx';
import type { RoomPlace } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';

type KickDialogProps = RoomPlace & { readonly user: UserView; readonly onClose: () => void };

/** Sends one user away. */
export function KickDialog({ appID, roomID, user: { user }, onClose }: KickDialogProps) {
  const { actions: words, room } = useLiveWords();
  const [reason, setReason] = useState('');
  const kick = useChange('kick');
  const say = useToast();
  return (
    <Confirmation
      title={words.kickTitle(user.userID)}
      action={room.kick}
      onConfirm={async () => {
        await kick.mutateAsync({ appID, roomID, userIDs: [user.userID], reason });
        say('good', words.kicked(user.userID));
      }}
      onClose={onClose}
    >
      <p>{words.kickBody}</p>
      <TextField label={words.reason} help={words.reasonHelp} value={reason} onChange={setReason} maxLength={256} />
    </Confirmation>
  );
}
