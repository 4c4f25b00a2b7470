import { useState } from 'react';
import { useChange } from '../../api/queries.ts';
import { Confirmation } from '../../controls/confirmation.tsx';
import { TextArea } from '../../controls/field.tsx';
import { useToast } from '../../controls/toasts.tsx';
import type { RoomPlace } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';

/** Sends a room a message. */
export function MessageDialog({ appID, roomID, onClose }: RoomPlace & { readonly onClose: () => void }) {
  const { actions: words } = useLiveWords();
  const [message, setMessage] = useState('');
  const send = useChange('sendMessage');
  const say = useToast();
  return (
    <Confirmation
      title={words.messageTitle(roomID)}
      action={words.send}
      tone="primary"
      onConfirm={async () => {
        await send.mutateAsync({ appID, roomID, message });
        say('good', words.sent);
      }}
      onClose={onClose}
    >
      <p>{words.messageBody}</p>
      <TextArea label={words.message} value={message} onChange={setMessage} rows={4} maxLength={1024} required />
    </Confirmation>
  );
}
