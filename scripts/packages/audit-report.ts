/** What `npm audit --json` says, held against what was accepted, and why. */

/** One advisory that npm found, wherever in the tree. */
interface Finding {
  readonly advisory: string;
  readonly package: string;
  readonly severity: string;
  readonly title: string;
}

export interface AcceptedFinding {
  /** As in its address: GHSA-… */
  readonly advisory: string;
  readonly package: string;
  /** Why it does no harm here, or why there is nothing better. */
  readonly reason: string;
}

interface Via {
  readonly name: string;
  readonly url: string;
  readonly severity: string;
  readonly title: string;
}

/** https://docs.npmjs.com/cli/v11/commands/npm-audit, report version 2. */
interface AuditReport {
  readonly vulnerabilities: Readonly<Record<string, { readonly via: readonly (Via | string)[] }>>;
}

/** @throws {Error} when it is no such report, as when the registry answered something else */
export function readFindings(json: string): Finding[] {
  const report: Partial<AuditReport> & { message?: string } = JSON.parse(json);
  if (report.vulnerabilities === undefined) throw new Error(report.message ?? 'not a report of npm audit');
  const found = new Map<string, Finding>();
  for (const { via } of Object.values(report.vulnerabilities)) {
    for (const cause of via) {
      // A name: it is only affected through that package, which is in the report itself.
      if (typeof cause === 'string') continue;
      const advisory = cause.url.split('/').at(-1) ?? cause.url;
      const { name, severity, title } = cause;
      found.set(`${advisory} ${name}`, { advisory, package: name, severity, title });
    }
  }
  return [...found.values()];
}

/** What keeps the audit from passing: findings that nobody explained, and explanations of what is gone. */
export function judgeFindings(found: readonly Finding[], accepted: readonly AcceptedFinding[]): string[] {
  const isSame = (one: { advisory: string; package: string }) => (other: typeof one) =>
    one.advisory === other.advisory && one.package === other.package;
  const unexplained = found
    .filter((finding) => !accepted.some((entry) => isSame(finding)(entry) && entry.reason.trim() !== ''))
    .map(({ advisory, package: name, severity, title }) => `${name}: ${title} (${severity}, ${advisory})`);
  const gone = accepted
    .filter((entry) => !found.some(isSame(entry)))
    .map(({ advisory, package: name }) => `${name}: ${advisory} is accepted, but no longer found: remove it`);
  return [...unexplained, ...gone];
}
