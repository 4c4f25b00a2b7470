import { Scenario } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { changedConfig, startingConfig } from './video-config.ts';

test('a broadcast starts with 720p at 30 fps, anything unnamed with 360p', () => {
  expect(startingConfig(Scenario.Broadcast)).toMatchObject({ width: 1280, height: 720, fps: 30, bitrate: 2500 });
  expect(startingConfig(Scenario.Default)).toMatchObject({ width: 640, height: 360, fps: 30, codec: 'VP8' });
});

test('a change keeps what it does not name', () => {
  const standing = startingConfig(Scenario.Default);
  expect(changedConfig(standing, { bitrate: 500 })).toEqual({ ...standing, bitrate: 500 });
});

test.each([{ width: 0 }, { width: '640' as never }, { fps: Number.NaN }, { bitrate: -1 }, { height: 5000 }])(
  '%o is refused with 1000017',
  (change) => {
    expect(() => changedConfig(startingConfig(Scenario.Default), change)).toThrow(
      expect.objectContaining({ code: 1000017 }),
    );
  },
);
