/** One report of a browser's, as it comes. */
export type Report = Readonly<Record<string, unknown>>;

/** The statistics of a connection, read by type. What a browser does not tell is absent, or 0 where it is counted. */
export class Reports {
  readonly #reports: readonly Report[];

  constructor(reports: readonly RTCStatsReport[]) {
    this.#reports = reports.flatMap((report): Report[] => [...report.values()]);
  }

  /** Every report of that type and kind. */
  list(type: string, kind?: 'audio' | 'video'): readonly Report[] {
    return this.#reports.filter((one) => one.type === type && (kind === undefined || one.kind === kind));
  }

  /** The first report of that type and kind. */
  find(type: string, kind?: 'audio' | 'video'): Report | undefined {
    return this.list(type, kind)[0];
  }

  /** The report that another one names. */
  byID(id: unknown): Report | undefined {
    return this.#reports.find((one) => one.id === id);
  }

  /** The pair of addresses that packets take. */
  route(): Report | undefined {
    const selected = this.find('transport')?.selectedCandidatePairId;
    const pairs = this.#reports.filter((one) => one.type === 'candidate-pair');
    return pairs.find((one) => one.id === selected) ?? pairs.find((one) => one.nominated === true);
  }

  /** Name of the codec of a stream's report, such as `VP8`. */
  codecOf(report: Report | undefined): string {
    return text(this.byID(report?.codecId), 'mimeType').replace(/^.*\//, '');
  }
}

/** A number of a report; 0 where the browser does not tell it. */
export function count(report: Report | undefined, name: string): number {
  return told(report, name) ?? 0;
}

/** A number of a report; `undefined` where the browser does not tell it. */
export function told(report: Report | undefined, name: string): number | undefined {
  const value = report?.[name];
  return typeof value === 'number' ? value : undefined;
}

/** A text of a report; empty where the browser does not tell it. */
export function text(report: Report | undefined, name: string): string {
  const value = report?.[name];
  return typeof value === 'string' ? value : '';
}
