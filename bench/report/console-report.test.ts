import { expect, test } from 'vitest';
import { type ConsoleFigures, consoleAsJson, consoleAsTable } from './console-report.ts';

const figures: ConsoleFigures = {
  interactiveMs: 640,
  listFps: 59.8,
  serverCpuShare: 0.0123,
  parts: [{ name: 'a room of 10,000', text: '59.8 fps' }],
};

test('the figures in JSON are one line, with nothing besides', () => {
  expect(JSON.parse(consoleAsJson(figures))).toEqual({
    bench: 'console',
    interactiveMs: 640,
    listFps: 59.8,
    serverCpuShare: 0.0123,
  });
});

test('the figures as a table have each goal beside its figure, and how they came about', () => {
  const lines = consoleAsTable(figures).split('\n');
  expect(lines[2]).toMatch(/^interactive, ms +640 +< 2000$/);
  expect(lines[4]).toMatch(/^server, share of a core +1.2 %$/);
  expect(lines[5]).toMatch(/^ {2}a room of 10,000 +59.8 fps$/);
});
