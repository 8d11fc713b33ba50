import type { FieldProblem } from '../http/problem.ts';
import type { ApiKey } from '../keys/api-key.ts';

/** Of what is decided for a link, that which an API key has to allow. */
interface Asked {
  readonly returnUrl?: string | undefined;
  readonly skipLobby?: boolean | undefined;
}

type Links = Readonly<Partial<Record<'hostLink' | 'guestLink', Asked | null | undefined>>>;
export type LinkRights = Pick<ApiKey, 'returnOrigins' | 'maySkipLobby'>;

/**
 * Where a button of this site leads, and whom a link takes into a call with their camera on, is decided only as far as whoever
 * runs the site has allowed this key. What a link has already may be said again.
 * @param had what the links of a call that is changed have so far
 */
export function linkProblems(links: Links, rights: LinkRights, had: Links = {}): readonly FieldProblem[] {
  return (['hostLink', 'guestLink'] as const).flatMap((field) =>
    problemsOf(`#/${field}`, links[field] ?? {}, rights, had[field] ?? {}),
  );
}

function problemsOf(
  pointer: string,
  { returnUrl, skipLobby = false }: Asked,
  { returnOrigins, maySkipLobby }: LinkRights,
  had: Asked,
): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const isNewUrl = returnUrl !== undefined && returnUrl !== had.returnUrl;
  if (isNewUrl && !returnOrigins.includes(new URL(returnUrl).origin))
    problems.push({ pointer: `${pointer}/returnUrl`, detail: detailOf(returnOrigins) });
  if (skipLobby && !had.skipLobby && !maySkipLobby)
    problems.push({ pointer: `${pointer}/skipLobby`, detail: 'is not allowed to this API key' });
  return problems;
}

function detailOf(origins: readonly string[]): string {
  return origins.length === 0
    ? 'is not possible with this API key, which allows no origin'
    : `must be at an origin that this API key allows: ${origins.join(', ')}`;
}
