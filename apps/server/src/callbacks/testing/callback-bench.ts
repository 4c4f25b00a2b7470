import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSwitches, type Log, type NoticeName, noticeNames, type Project } from '@freshet/core';
import { millis, seconds, systemClock } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import { DataStore } from '@freshet/store';
import { type CallbackPeriods, Callbacks, type CallbacksOptions } from '../callbacks.ts';

type Network = Pick<CallbacksOptions, 'privateNetworks' | 'nameServers'>;

const silent: Log = { child: () => silent, info: () => undefined, warn: () => undefined, error: () => undefined };
// Attempts follow each other quickly, and none fails because the machine is busy.
const SHORT = { first: millis(20), longest: millis(80), patience: seconds(60) };

/** Callbacks on a data folder of their own, which can be closed and opened again. */
export class CallbackBench {
  readonly #folder: string;
  readonly #periods: Partial<CallbackPeriods>;
  readonly #network: Network;
  #open: { readonly store: DataStore; readonly callbacks: Callbacks } | undefined;

  static async make(
    periods: Partial<CallbackPeriods> = {},
    privateNetworks: readonly string[] = ['127.0.0.0/8'],
    nameServers?: readonly string[],
  ): Promise<CallbackBench> {
    const folder = await mkdtemp(join(tmpdir(), 'freshet-callbacks-'));
    return new CallbackBench(folder, periods, { privateNetworks, ...(nameServers && { nameServers }) });
  }

  /** On a folder that is there. */
  static on(folder: string): CallbackBench {
    return new CallbackBench(folder, {}, { privateNetworks: ['127.0.0.0/8'] });
  }

  private constructor(folder: string, periods: Partial<CallbackPeriods>, network: Network) {
    this.#folder = folder;
    this.#periods = periods;
    this.#network = network;
  }

  get folder(): string {
    return this.#folder;
  }

  get store(): DataStore {
    return this.#parts.store;
  }

  get callbacks(): Callbacks {
    return this.#parts.callbacks;
  }

  async open(): Promise<void> {
    const store = await DataStore.open({ folder: this.#folder });
    const callbacks = await Callbacks.open({
      outbox: store.outbox,
      projects: store.projects,
      clock: systemClock,
      log: silent,
      ...this.#network,
      periods: { ...SHORT, ...this.#periods },
    });
    this.#open = { store, callbacks };
  }

  /** Makes a project that is told everything at one URL, or what is named at others. */
  async project(url: string, others: Partial<Record<NoticeName, string>> = {}): Promise<Project> {
    const { projects } = this.store;
    const { appID } = await projects.create('shop', { ...defaultSwitches, callbacks: true });
    const everything = Object.fromEntries(noticeNames.map((name) => [name, url]));
    return projects.update(appID, { callbackURLs: { ...everything, ...others } });
  }

  /** Everything that was to be told, oldest first. */
  deliveries(appID: AppID) {
    return this.callbacks.deliveries({ appID, limit: 1000 }).deliveries.toReversed();
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    await this.#open.callbacks.close();
    this.#open.store.close();
    this.#open = undefined;
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.#folder, { recursive: true });
  }

  get #parts(): { readonly store: DataStore; readonly callbacks: Callbacks } {
    if (!this.#open) throw new Error('the bench is closed');
    return this.#open;
  }
}
