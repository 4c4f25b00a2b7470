import {
  allFaults,
  type Fault,
  firefoxFaults,
  Lab,
  launchChromium,
  launchFirefox,
  minuteFaults,
  type Recovery,
  type TestBrowser,
} from '@freshet/testkit';
import { figuresOf } from './report/figures.ts';
import { printCases, type RecoveryCase } from './report/recovery-report.ts';

/** Of each fault, and of those that last a minute by themselves. */
const RUNS = 3;
const MINUTE_RUNS = 1;

/** How long it takes after each kind of trouble until pictures move again and everyone is of one mind. */
async function recovery(args: readonly string[]): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const open = (browser: TestBrowser): TestBrowser => opened.adopt(browser, (each) => each.close());
  const [chromium, firefox] = [open(await launchChromium()), open(await launchFirefox())];
  const cases = [
    ...(await casesOf({ publisher: chromium, viewer: chromium }, [
      [allFaults, RUNS],
      [minuteFaults, MINUTE_RUNS],
    ])),
    ...(await casesOf({ publisher: chromium, viewer: firefox }, [[firefoxFaults, RUNS]])),
  ];
  printCases(cases, args);
}

type Browsers = Parameters<typeof Lab.open>[0];
type Runs = readonly [faults: readonly Fault[], runs: number];

async function casesOf(browsers: Browsers, wanted: readonly Runs[]): Promise<readonly RecoveryCase[]> {
  await using opened = new AsyncDisposableStack();
  const lab = opened.adopt(await Lab.open(browsers), (each) => each.close());
  const cases: RecoveryCase[] = [];
  for (const [faults, runs] of wanted) {
    for (const fault of faults) cases.push(await runsOf(fault, lab, runs));
  }
  return cases;
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
