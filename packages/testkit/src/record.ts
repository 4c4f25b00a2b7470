import { EventRecorder } from './in-page/event-recorder.ts';

/** One event of an emitter, as it came. */
export type Recorded<Events> = { [Name in keyof Events]: { name: Name; payload: Events[Name] } }[keyof Events];

type Listenable<Events> = {
  on<Name extends keyof Events>(event: Name, listener: (payload: Events[Name]) => void): () => void;
};

/** Records these events of an emitter from now on. */
export function record<Events>(
  emitter: Listenable<Events>,
  ...names: readonly (keyof Events)[]
): EventRecorder<Recorded<Events>> {
  const recorder = new EventRecorder<Recorded<Events>>();
  for (const name of names) emitter.on(name, (payload) => recorder.add({ name, payload }));
  return recorder;
}
