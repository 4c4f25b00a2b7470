import { type Millis, millis } from '@freshet/kit';
import { countedAs } from '../addresses.ts';
import type { RuleSubject, UserRule } from './facts.ts';

/**
 * The rules that stand at `now`, by what they are about. Where several are about the same, as those about two addresses
 * of one network are, they are one that keeps from all that any of them keeps from, until the last of them ends.
 */
export function standingRules(kept: readonly UserRule[], now: Millis): ReadonlyMap<string, UserRule> {
  const rules = new Map<string, UserRule>();
  for (const rule of kept.filter(({ expires }) => expires > now)) {
    const key = subjectKey(rule.subject);
    const other = rules.get(key);
    rules.set(key, other ? bothOf(other, rule) : asItMatches(rule));
  }
  return rules;
}

/** A rule about an address says what it is held against: of IPv6 the network. */
export function asItMatches(rule: UserRule): UserRule {
  const { subject } = rule;
  return subject.type === 1 ? { ...rule, subject: { type: 1, address: countedAs(subject.address) } } : rule;
}

/** One for all rules that are about the same. */
export function subjectKey(subject: RuleSubject): string {
  switch (subject.type) {
    case 1:
      return JSON.stringify([1, countedAs(subject.address)]);
    case 2:
      return JSON.stringify([2, subject.roomID]);
    case 3:
      return JSON.stringify([3, subject.userID]);
    case 4:
      return JSON.stringify([4, subject.roomID, subject.userID]);
  }
}

const bothOf = ({ subject, login, publish, expires }: UserRule, other: UserRule): UserRule => ({
  subject,
  login: login || other.login,
  publish: publish || other.publish,
  expires: millis(Math.max(expires, other.expires)),
});
