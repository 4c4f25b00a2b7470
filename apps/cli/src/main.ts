import { CommanderError } from 'commander';
import { CommandError } from './command-error.ts';
import { makeProgram } from './program.ts';

const FAILED = 1;
const MISUSED = 2;

const program = makeProgram((code) => {
  process.exitCode = code;
});
for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
  command.exitOverride();
}
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

// What a user can mend is one line; anything else is a fault of ours and says where it is.
function explain(error: unknown): number {
  // Commander has said it already; asking for help is no mistake.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSED;
  if (error instanceof CommandError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`freshet failed: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  return FAILED;
}
