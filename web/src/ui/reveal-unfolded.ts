/** What is unfolded at the lower edge of the window comes into sight, as far as there is room. On `toggle` of a `details`. */
export function revealUnfolded({ currentTarget }: Event): void {
  const details = currentTarget as HTMLDetailsElement;
  if (details.open) details.scrollIntoView({ block: 'nearest' });
}
