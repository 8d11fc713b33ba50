/** Why a webhook cannot be registered so. */
export type WebhookErrorCode =
  /** The team has as many as it may. */
  | 'too-many'
  /** The team has one of this address. */
  | 'address-taken';

export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: WebhookErrorCode;
  /** The one that has the address; undefined: that is not what is wrong. */
  readonly webhookId: string | undefined;

  constructor(code: WebhookErrorCode, webhookId?: string) {
    super(code);
    this.code = code;
    this.webhookId = webhookId;
  }
}
