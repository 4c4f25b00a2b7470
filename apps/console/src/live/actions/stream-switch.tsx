import { useState } from 'react';
import { useChange } from '../../api/queries.ts';
import { Button } from '../../controls/button.tsx';
import { Confirmation } from '../../controls/confirmation.tsx';
import { useFaultToast, useToast } from '../../controls/toasts.tsx';
import { useMay } from '../../shell/signed-in.ts';
import type { StreamPlace } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';

type StreamSwitchProps = {
  readonly place: StreamPlace;
  readonly isForbidden: boolean;
  readonly size?: 'usual' | 'small';
};

/** Forbids a stream, or allows it again; for those who may. */
export function StreamSwitch({ place, isForbidden, size = 'small' }: StreamSwitchProps) {
  const { stream: words, actions } = useLiveWords();
  const mayAct = useMay('operator');
  const [isAsking, setAsking] = useState(false);
  const forbid = useChange('forbidStream', ['rules']);
  const resume = useChange('resumeStream', ['rules']);
  const say = useToast();
  const sayFault = useFaultToast();
  if (!mayAct) return null;
  const { appID, streamID } = place;
  const allow = (): void =>
    resume.mutate(
      { appID, streamID },
      { onSuccess: () => say('good', actions.streamResumed(streamID)), onError: sayFault },
    );
  if (isForbidden) {
    return (
      <Button size={size} busy={resume.isPending} onClick={allow}>
        {words.resume}
      </Button>
    );
  }
  return (
    <>
      <Button size={size} tone={size === 'small' ? 'quiet' : 'plain'} icon="stop" onClick={() => setAsking(true)}>
        {words.forbid}
      </Button>
      {isAsking && (
        <Confirmation
          title={actions.forbidStreamTitle(streamID)}
          action={words.forbid}
          onConfirm={async () => {
            await forbid.mutateAsync(place);
            say('good', actions.streamForbidden(streamID));
          }}
          onClose={() => setAsking(false)}
        >
          <p>{actions.forbidStreamBody}</p>
        </Confirmation>
      )}
    </>
  );
}
