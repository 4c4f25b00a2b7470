import { allFaults, type Fault, Lab, launchChromium, minuteFaults, type Recovery } from '@freshet/testkit';
import { figuresOf } from './report/figures.ts';
import { printCases, type RecoveryCase } from './report/recovery-report.ts';

/** Of each fault, and of those that last a minute by themselves. */
const RUNS = 3;
const MINUTE_RUNS = 1;

/** How long it takes after each kind of trouble until pictures move again and everyone is of one mind. */
async function recovery(args: readonly string[]): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const chromium = opened.adopt(await launchChromium(), (browser) => browser.close());
  const lab = opened.adopt(await Lab.open(chromium), (each) => each.close());
  const cases: RecoveryCase[] = [];
  for (const fault of allFaults) cases.push(await runsOf(fault, lab, RUNS));
  for (const fault of minuteFaults) cases.push(await runsOf(fault, lab, MINUTE_RUNS));
  printCases(cases, args);
}

async function runsOf(fault: Fault, lab: Lab, runs: number): Promise<RecoveryCase> {
  const outcomes: Recovery[] = [];
  for (let run = 0; run < runs; run++) {
    outcomes.push(await fault.run(lab));
    await lab.clear();
  }
  for (const difference of outcomes.flatMap(({ differences }) => differences)) {
    process.stderr.write(`${fault.name} (${fault.side}): ${difference}\n`);
  }
  const { samples, p50Ms, p95Ms } = figuresOf(outcomes.map(({ tookMs }) => tookMs));
  const equal = outcomes.every(({ differences }) => differences.length === 0);
  const { name, side, goalMs } = fault;
  return { name, side, samples, p50Ms, p95Ms, equal, ...(goalMs === undefined ? {} : { goalMs }) };
}

await recovery(process.argv.slice(2));
