import { LiveEngine } from './engine.ts';
import type { Engine, EngineProfile } from './engine-api.ts';
import type { EventHandler } from './event-handler.ts';

let current: LiveEngine | undefined;
let ending: Promise<void> = Promise.resolve();

/**
 * Makes the engine. There is one at a time: called again without {@link destroyEngine}, it answers with the first, and
 * leaves its handler as it is.
 *
 * @throws FreshetError 1001000 where the AppID is not valid, 1001001, 1001002 or 1001003 where the AppSign is not,
 * 1000017 where anything else is not
 */
export async function createEngineWithProfile(
  profile: EngineProfile,
  eventHandler: EventHandler | null = null,
): Promise<Engine> {
  await ending;
  current ??= new LiveEngine(profile, eventHandler);
  return current;
}

/**
 * Leaves the room and lets go of camera, microphone, connections and views. Resolves, and calls `callback`, once all
 * of that is done and the server has acknowledged the logout or did not do so in time; no event follows.
 */
export async function destroyEngine(callback?: () => void): Promise<void> {
  const engine = current;
  current = undefined;
  if (engine) ending = engine.destroy();
  await ending;
  callback?.();
}
