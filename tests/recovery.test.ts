import { allFaults, attachChromium, Lab, type TestBrowser } from '@freshet/testkit';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { showPage } from './support/stage.ts';

let chromium: TestBrowser;
let lab: Lab;

beforeAll(async () => {
  chromium = await attachChromium(inject('chromium'));
  lab = await Lab.open(chromium);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') for (const { user } of lab.people) await showPage(user.page);
  await lab.clear();
});

afterAll(async () => {
  await lab.close();
  await chromium.close();
});

test.each(allFaults.map((fault) => [fault.name, fault.side, fault] as const))(
  '%s (%s): pictures move again, and client and server are of one mind',
  async (name, side, fault) => {
    const { tookMs, differences } = await fault.run(lab);
    process.stdout.write(`${name} (${side}): ${tookMs} ms\n`);
    expect(differences).toEqual([]);
  },
);
