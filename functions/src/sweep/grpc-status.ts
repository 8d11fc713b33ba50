/** https://grpc.io/docs/guides/status-codes/ */
const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;

/** The gRPC status of a Firestore error; undefined for any other. The message is no substitute: it names documents. */
export function grpcStatus(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

/** Whether a write was refused because the document had changed (9), or was gone (5 or 9). */
export function isPreconditionFailure(error: unknown): boolean {
  const status = grpcStatus(error);
  return status === FAILED_PRECONDITION || status === NOT_FOUND;
}
