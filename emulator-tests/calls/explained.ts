/** What a reader of a failure wants to know beside it, asked for only then. */
export function explained<T>(waiting: Promise<T>, explain: () => Promise<string>): Promise<T> {
  return waiting.catch(async (error: Error) => {
    error.message += `\n${await explain()}`;
    throw error;
  });
}
