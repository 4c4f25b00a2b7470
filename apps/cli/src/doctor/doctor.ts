import type { Output } from '../output.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';
import type { Probes } from './probes.ts';

const MARK: Readonly<Record<Finding['verdict'], string>> = {
  good: 'ok     ',
  warning: 'warning',
  failure: 'FAILURE',
  unknown: '?      ',
};

/** Tells what was found, each with its cure; answers whether nothing is a failure. */
export async function doctor(probes: Probes, output: Output): Promise<boolean> {
  const findings = await examine(probes);
  output.answer(findings, findings.map(lineOf).join(''));
  return findings.every(({ verdict }) => verdict !== 'failure');
}

const lineOf = ({ check, verdict, says, cure }: Finding): string =>
  `${MARK[verdict]}  ${check}: ${says}\n${cure === undefined ? '' : `         ${cure}\n`}`;
