import { GrpcStatus } from 'firebase-admin/firestore';

/** The gRPC status of a Firestore error; undefined for any other. The message is no substitute: it names documents. */
export function grpcStatus(error: unknown): GrpcStatus | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

/** Whether a document could not be created because there is one. */
export function isAlreadyThere(error: unknown): boolean {
  return grpcStatus(error) === GrpcStatus.ALREADY_EXISTS;
}

/** Whether a write was refused because the document had changed (`FAILED_PRECONDITION`), or was gone (either). */
export function isPreconditionFailure(error: unknown): boolean {
  const status = grpcStatus(error);
  return status === GrpcStatus.FAILED_PRECONDITION || status === GrpcStatus.NOT_FOUND;
}
