import type { Registry, RegistryEvents } from '@freshet/core';
import { onTestFinished } from 'vitest';

/** A node of a cluster under test, with the troubles that a test makes for it. */
export type RegistryNode = {
  readonly registry: Registry;
  /** Stops the node as SIGSTOP would: nothing leaves it or reaches it, and nothing fails. */
  pause(): Promise<void>;
  /** Lets a paused node go on where it stopped. */
  resume(): Promise<void>;
  /** Cuts this node alone off the store: what it asks fails. */
  cut(): Promise<void>;
  /** Gives a cut node its link back. */
  heal(): Promise<void>;
};

/** A cluster under test. Its lease is short: tests wait for leases to end. */
export type RegistryCluster = {
  join(): Promise<RegistryNode>;
  /** Takes the store away from every node. */
  outage(): Promise<void>;
  /** Brings it back with everything that was in it. */
  restore(): Promise<void>;
  /** Closes every node, whatever state it is in. */
  close(): Promise<void>;
};

/** Makes a cluster of an implementation. */
export type MakeCluster = () => Promise<RegistryCluster>;

/** A cluster that ends with the test. */
export async function clusterOf(make: MakeCluster): Promise<RegistryCluster> {
  const cluster = await make();
  onTestFinished(() => cluster.close());
  return cluster;
}

/** Two nodes of a cluster that ends with the test. */
export async function twoNodes(make: MakeCluster): Promise<[RegistryNode, RegistryNode]> {
  const cluster = await clusterOf(make);
  return [await cluster.join(), await cluster.join()];
}

/** Resolves at the next event of that name. */
export function next(node: RegistryNode, event: keyof RegistryEvents): Promise<void> {
  return new Promise((resolve) => node.registry.events.once(event, () => resolve()));
}
