import type { Control, Project, ProjectChange } from '@freshet/core';
import type { CallbackURLs, OperatorRole, ProjectView } from '@freshet/protocol/console';
import { ConsoleRefused } from './console-refused.ts';
import { withoutQuery } from './without-query.ts';

/** What the console's pages are told of a project: no secret is in it, and for a viewer no query of a callback. */
export function viewOfProject(project: Project, control: Pick<Control, 'usage'>, role: OperatorRole): ProjectView {
  const { appID, name, state, created, switches, origins, limits, callbackURLs } = project;
  const { rooms, users } = control.usage(appID);
  return {
    ...{ appID, name, state, created, rooms, users },
    switches: { ...switches },
    origins: [...origins],
    limits: { ...limits },
    callbackURLs: role === 'viewer' ? withoutQueries(callbackURLs) : { ...callbackURLs },
  };
}

/**
 * Origins as a browser writes them.
 *
 * @throws ConsoleRefused `invalid`
 */
export function normaliseOrigins(origins: readonly string[]): readonly string[] {
  return [...new Set(origins.map(originOf))];
}

function originOf(text: string): string {
  const url = URL.parse(text.trim());
  const isOrigin = url !== null && isHttp(url) && !hasCredentials(url) && url.pathname === '/' && !text.includes('*');
  if (isOrigin && url.search === '' && url.hash === '') return url.origin;
  const words = `${JSON.stringify(text)} is no origin: write it like https://shop.example, without a path`;
  throw new ConsoleRefused('invalid', words, 'origins');
}

/**
 * Holds the addresses of callbacks against what can be called; an empty one is none.
 *
 * @throws ConsoleRefused `invalid`
 */
export function normaliseCallbacks(urls: CallbackURLs): NonNullable<ProjectChange['callbackURLs']> {
  const entries = Object.entries(urls);
  return Object.fromEntries(entries.map(([event, text]) => [event, text.trim() ? callbackOf(text) : undefined]));
}

function callbackOf(text: string): string {
  const url = URL.parse(text.trim());
  if (url !== null && isHttp(url) && !hasCredentials(url) && url.hash === '') return url.href;
  const words = `${JSON.stringify(text)} cannot be called: write it like https://api.shop.example/freshet`;
  throw new ConsoleRefused('invalid', words, 'callbackURLs');
}

const isHttp = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:';
const hasCredentials = ({ username, password }: URL): boolean => username !== '' || password !== '';

/** What a change alters, as the audit log tells it: from what to what. */
export function alterations(before: Project, after: Project): Readonly<Record<string, unknown>> {
  return {
    ...differences({ name: before.name, state: before.state }, { name: after.name, state: after.state }),
    ...differences({ ...before.switches }, { ...after.switches }),
    ...differences({ ...before.limits }, { ...after.limits }),
    ...differences({ origins: before.origins }, { origins: after.origins }),
    ...differences(toldAt(before), toldAt(after)),
  };
}

function differences(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, { from: before[name], to: after[name] }]));
}

const withoutQueries = (urls: Project['callbackURLs']): CallbackURLs =>
  Object.fromEntries(Object.entries(urls).map(([event, url]) => [event, withoutQuery(url)]));

const toldAt = ({ callbackURLs }: Project): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(withoutQueries(callbackURLs)).map(([event, url]) => [`callback ${event}`, url]));
