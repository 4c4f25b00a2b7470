import { MediaStartError } from '@freshet/media';
import { StoreError } from '@freshet/store';
import { banner } from './boot/banner.ts';
import { stopAtSignals } from './boot/stopping.ts';
import { BootError, makeLog, readSettings, startServer } from './server.ts';

/** Starts the server, prints the addresses to open, and stops cleanly at the first Ctrl-C or SIGTERM. */
async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env);
  const log = makeLog(settings);
  const server = await startServer({ settings, log });
  // Before the addresses are printed: whoever has read them may stop the server at once.
  const stopped = stopAtSignals(server, log, settings.certFile !== undefined);
  process.stdout.write(await banner(server, { lan: settings.lan, isTerminal: process.stdout.isTTY }));
  await stopped;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  },
);

// What an operator can mend is one line; anything else is a fault of ours and says where it is.
function explain(error: unknown): string {
  for (const Known of [BootError, StoreError, MediaStartError]) {
    if (error instanceof Known) return error.message;
  }
  return `Freshet failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
