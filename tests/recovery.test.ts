import {
  allFaults,
  attachChromium,
  attachFirefox,
  type Fault,
  firefoxFaults,
  Lab,
  type TestBrowser,
} from '@freshet/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { showPage } from './support/stage.ts';

let chromium: TestBrowser;

beforeAll(async () => {
  chromium = await attachChromium(inject('chromium'));
});
afterAll(() => chromium.close());

describe('a viewer in Chromium', () => {
  testFaults(allFaults, async () => chromium);
});

describe('a viewer in Firefox', () => {
  let firefox: TestBrowser;
  afterAll(() => firefox.close());
  testFaults(firefoxFaults, async () => {
    firefox = await attachFirefox(inject('firefox'));
    return firefox;
  });
});

function testFaults(faults: readonly Fault[], viewer: () => Promise<TestBrowser>): void {
  let lab: Lab;

  beforeAll(async () => {
    lab = await Lab.open({ publisher: chromium, viewer: await viewer() });
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') for (const { user } of lab.people) await showPage(user.page);
    await lab.clear();
  });

  afterAll(() => lab.close());

  test.each(faults.map((fault) => [fault.name, fault.side, fault] as const))(
    '%s (%s): pictures move again, and client and server are of one mind',
    async (name, side, fault) => {
      const { tookMs, differences } = await fault.run(lab);
      process.stdout.write(`${name} (${side}): ${tookMs} ms\n`);
      expect(differences).toEqual([]);
    },
  );
}
