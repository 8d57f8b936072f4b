/** Signs with the key of this service (Ed25519). */
export interface Signer {
  /** Thumbprint of the public key (RFC 7638). */
  readonly kid: string;
  /** Public half, as a JSON Web Key. */
  readonly publicJwk: Readonly<Record<string, unknown>>;
  /** 64 bytes. */
  sign(text: string): Promise<Buffer>;
}
