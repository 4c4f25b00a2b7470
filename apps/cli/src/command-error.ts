/** A command cannot do what it was asked; the message is one line that says what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Said where only a running server could do what was asked. */
export const notRunning = (folder: string): CommandError =>
  new CommandError(
    `No Freshet is running on ${folder}. Start it with \`freshet start\`, or name the folder of one: --data FOLDER`,
  );
