import { grpcStatus } from '../sweep/grpc-status.ts';

/** https://grpc.io/docs/guides/status-codes/ */
const ALREADY_EXISTS = 6;

/** Whether a document could not be created because there is one. */
export function isAlreadyThere(error: unknown): boolean {
  return grpcStatus(error) === ALREADY_EXISTS;
}
